using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Content.Types;

/// <summary>All types.</summary>
[Right(ContentPermissions.ViewContentTypes)]
public sealed class ListTypes(IContentDefinitionManager definitions) : PageModel
{
    /// <summary>The types by name.</summary>
    public IReadOnlyList<ContentTypeLayout> Types { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Types = [.. (await definitions.ListLayoutsAsync()).OrderBy(type => type.DisplayName, StringComparer.CurrentCulture)];
}
