using Crm.Campaigns.Campaigns;
using Crm.Campaigns.Check;
using Crm.Kernel.Security;
using Crm.Messaging.Actions;
using Crm.Messaging.Messages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Campaigns.View;

/// <summary>The people a campaign would not leave for, or those of one reason; the names of those whom the reader may see. What a reason is about is shown of holes in the template alone: the rest may be delicate.</summary>
[Right(CampaignsPermissions.View)]
internal sealed class ListForecast(FindCampaign find, Stands stands, Checks checks, ActionLedger ledger) : PageModel
{
    private const int Size = 50;

    public string Id { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public IReadOnlyList<(string PersonId, string? Name, string Reason, string Detail)> Lines { get; private set; } = [];

    /// <summary>The place of the next page; null at the end.</summary>
    public string? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, string? reason, long? after, CancellationToken cancellationToken)
    {
        if (await find.FindAsync(User, id) is not { } found)
        {
            return NotFound();
        }

        var rows = await stands.CheckAsync(id, cancellationToken) is { } check ? await checks.ListAsync(check, reason, after ?? 0, Size + 1, cancellationToken) : [];
        var shown = rows.Take(Size).ToList();
        var names = await ledger.NamesAsync(User, shown.Select(row => row.PersonId));
        (Id, Name, Reason) = (id, found.Name, ledger.Reason(reason ?? ""));
        Lines = [.. shown.Select(row => (row.PersonId, names.GetValueOrDefault(row.PersonId), ledger.Reason(row.Reason), row.Reason == Reasons.Template ? row.Detail : ""))];
        Next = rows.Count > Size ? $"{shown[^1].Id}" : null;
        return Page();
    }
}
