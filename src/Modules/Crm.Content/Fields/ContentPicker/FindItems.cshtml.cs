using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Content.Fields;

/// <summary>What a picker finds while a title is typed, as <c>[{ "value": id, "text": title }]</c>: only what its reader may see.</summary>
[Right("AccessAdminPanel")]
public sealed class FindItems(IServiceProvider services) : PageModel
{
    /// <summary>Answers with the first of them.</summary>
    /// <param name="field"><c>Part.Field</c>, a picker.</param>
    public async Task<JsonResult> OnGetAsync(string field, string? q)
        => new((await services.GetRequiredService<PickerChoices>().FindAsync(field, q)).Select(choice => new { value = choice.Value, text = choice.Text }));
}
