using Crm.Content.Items;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Content.Parts;

/// <summary>Moves an item of an ordered list up or down.</summary>
[Right("AccessAdminPanel")]
public sealed class OrderList(IContentManager contents, IContentDefinitionManager definitions, IServiceProvider services) : PageModel
{
    /// <summary>Nothing to see here: the list's own page shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string id)
        => await contents.GetAsync(id, VersionOptions.Latest) is null ? NotFound() : LocalRedirect("~/admin/content/item/" + Uri.EscapeDataString(id));

    /// <summary>Moves it.</summary>
    public async Task<IActionResult> OnPostAsync(string id, string item, int by, int page = 1)
    {
        if (await contents.GetAsync(id, VersionOptions.Latest) is not { } list
            || (await definitions.GetLayoutAsync(list.ContentType))?.Part(nameof(ListPart))?.GetSettings<ListPartSettings>() is not { EnableOrdering: true })
        {
            return NotFound();
        }

        if (!await services.GetRequiredService<ItemRights>().MayAsync(User, CommonPermissions.EditContent, list))
        {
            return Forbid();
        }

        return await services.GetRequiredService<ContainedRows>().MoveAsync(id, item, Math.Clamp(by, -1, 1)) ? LocalRedirect($"~/admin/content/item/{id}?list-page={page}") : NotFound();
    }
}
