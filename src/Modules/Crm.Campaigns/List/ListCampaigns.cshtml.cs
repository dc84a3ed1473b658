using Crm.Campaigns.Campaigns;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using LinqToDB.Async;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Campaigns.List;

/// <summary>A campaign as the list shows one.</summary>
internal sealed record CampaignLine(string Id, string Name, string Purpose, CampaignState State, DateTime? DueUtc, int People);

/// <summary>The campaigns, the newest first, or those in the trash.</summary>
[Right(CampaignsPermissions.View)]
internal sealed class ListCampaigns(ISession session, Stands stands, CampaignWords words, Visible visible, Rights rights, ISiteService sites) : PageModel
{
    public CampaignWords Words => words;

    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    public bool IsTrash => Status == "trash";

    public IReadOnlyList<CampaignLine> Lines { get; private set; } = [];

    /// <summary>The place of the next page; null at the end.</summary>
    public string? Next { get; private set; }

    public bool MayManage { get; private set; }

    public async Task OnGetAsync(long? after, CancellationToken cancellationToken)
    {
        MayManage = await rights.HoldsAsync(User, CampaignsPermissions.Manage);
        var size = (await sites.GetSiteSettingsAsync()).PageSize;
        var rows = session.QueryIndex<ContentItemIndex>().Where(row => row.ContentType == CampaignTypes.Campaign && (after == null || row.DocumentId < after));
        rows = IsTrash && MayManage ? rows.Where(row => row.RemovedUtc != null) : rows.Where(row => row.Latest);
        var ids = await rows.OrderByDescending(row => row.DocumentId).Take(size + 1).Select(row => row.DocumentId).ToListAsync(cancellationToken);
        var items = await session.GetAsync<ContentItem>(ids.Take(size));
        Next = ids.Count > size ? $"{ids[size - 1]}" : null;
        var (sight, runs) = (await visible.ForAsync(User), await stands.FindAsync(items.Select(item => item.ContentItemId), cancellationToken));
        Lines = [.. items.Select(item => Line(sight.Show(item), sight.NameOf(item) ?? "", runs.GetValueOrDefault(item.ContentItemId)))];
    }

    private static CampaignLine Line(ContentItem shown, string name, CampaignRun? run)
    {
        var part = shown.As<CampaignPart>() ?? new CampaignPart();
        return new CampaignLine(shown.ContentItemId, name, part.Purpose, (CampaignState)(run?.State ?? 0), run?.DueUtc ?? part.DueUtc, run?.People ?? 0);
    }
}
