using System.Globalization;
using Crm.Audit.Saves;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Audit.Records;

/// <summary>The past of one record; other modules link here.</summary>
[Right(AuditPermissions.ViewAudit)]
public sealed class RecordPastModel(SavedPast past, ISiteService site) : PageModel
{
    /// <summary>The page's lines.</summary>
    public IReadOnlyList<SaveLine> Lines { get; private set; } = [];

    /// <summary>The key after which the next page begins.</summary>
    public string? Next { get; private set; }

    /// <summary>Shows a page; a record that was never saved is not found.</summary>
    public async Task<IActionResult> OnGetAsync(string contentItemId, [FromQuery] long? after)
    {
        var size = (await site.GetSiteSettingsAsync()).PageSize;
        Lines = await past.ListAsync(new HistoryFilter(ItemId: contentItemId), size + 1, after ?? long.MaxValue, User);
        if (Lines.Count > size)
        {
            Lines = Lines.Take(size).ToList();
            Next = Lines[^1].Entry.Id.ToString(CultureInfo.InvariantCulture);
        }

        return Lines.Count == 0 && after is null ? NotFound() : Page();
    }
}
