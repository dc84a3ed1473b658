using System.Globalization;
using Crm.Campaigns.Campaigns;
using Crm.Kernel.Security;
using Crm.Messaging.Actions;
using Crm.Tracking.Figures;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns.Readings;

/// <summary>Who read a campaign's letters, or of whose letters only machines tell; the names of those whom the reader may see.</summary>
[Right(CampaignsPermissions.View)]
internal sealed class ListReaders(FindCampaign find, ActionSigns signs, ActionLedger ledger, IStringLocalizer<ListReaders> s) : PageModel
{
    private const int Size = 50;

    public string Id { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Heading { get; private set; } = "";

    public IReadOnlyList<(Reader Reader, string? Name)> Lines { get; private set; } = [];

    /// <summary>How many come before the next page; null at the end.</summary>
    public string? Next { get; private set; }

    /// <param name="which">One of <see cref="ReaderKeys"/>.</param>
    public async Task<IActionResult> OnGetAsync(string id, string? which, int? after, CancellationToken cancellationToken)
    {
        if (await find.FindAsync(User, id) is not { } found || !ReaderKeys.All.TryGetValue(which ?? "opened", out var readers))
        {
            return NotFound();
        }

        var skip = Math.Max(0, after ?? 0);
        var rows = await signs.ListAsync(CampaignTypes.ActionOf(id), readers, skip, Size + 1, cancellationToken);
        var names = await ledger.NamesAsync(User, rows.Take(Size).Select(row => row.PersonId));
        (Id, Name, Heading) = (id, found.Name, readers switch { Readers.Opened => s["Opened it"], Readers.OpenedByMachine => s["Opened by machines only"], Readers.Clicked => s["Followed a link"], _ => s["Links followed by machines only"] });
        Lines = [.. rows.Take(Size).Select(row => (row, names.GetValueOrDefault(row.PersonId)))];
        Next = rows.Count > Size ? (skip + Size).ToString(CultureInfo.InvariantCulture) : null;
        return Page();
    }
}
