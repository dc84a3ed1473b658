using Crm.Kernel.Content;
using Crm.Kernel.Data;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Campaigns.Campaigns;

/// <summary>Reads and moves how campaigns stand; scoped.</summary>
internal sealed class Stands(ISession session)
{
    /// <summary>Where one stands; null while it is a draft that was never approved.</summary>
    public async Task<CampaignRun?> FindAsync(string campaignId, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<CampaignRun>().FirstOrDefaultAsync(row => row.CampaignId == campaignId, cancellationToken);

    /// <summary>Where each of these stands; those that are missing are drafts.</summary>
    public async Task<IReadOnlyDictionary<string, CampaignRun>> FindAsync(IEnumerable<string> campaignIds, CancellationToken cancellationToken)
    {
        var asked = campaignIds.ToList();
        return await (await session.GetConnectionAsync()).GetTable<CampaignRun>().Where(row => asked.Contains(row.CampaignId)).ToDictionaryAsync(row => row.CampaignId, cancellationToken);
    }

    /// <summary>The state of one.</summary>
    public async Task<CampaignState> StateAsync(string campaignId, CancellationToken cancellationToken) => (CampaignState)((await FindAsync(campaignId, cancellationToken))?.State ?? 0);

    /// <summary>Writes where one stands.</summary>
    public async Task PutAsync(CampaignRun run, CancellationToken cancellationToken)
    {
        await (await session.GetConnectionAsync(write: true)).InsertOrReplaceAsync(run, token: cancellationToken);
        session.RecordChange(nameof(CampaignRun), ((CampaignState)run.State).ToString());
    }

    /// <summary>Makes one a draft again, if it stands like that.</summary>
    /// <returns>Whether it did.</returns>
    public async Task<bool> BackToDraftAsync(string campaignId, CampaignState from, CancellationToken cancellationToken)
    {
        var back = await (await session.GetConnectionAsync(write: true)).GetTable<CampaignRun>().Where(row => row.CampaignId == campaignId && row.State == (int)from).DeleteAsync(cancellationToken);
        if (back > 0)
        {
            session.RecordChange(nameof(CampaignRun), nameof(CampaignState.Draft));
        }

        return back > 0;
    }

    /// <summary>The last check of one; null when it was never checked.</summary>
    public async Task<CampaignCheck?> CheckAsync(string campaignId, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<CampaignCheck>().FirstOrDefaultAsync(row => row.CampaignId == campaignId, cancellationToken);

    /// <summary>Whether a check looked at the campaign as it is now, and has ended.</summary>
    public bool IsFresh(CampaignCheck? check, ContentItem campaign, string edition) => check is { EndedUtc: not null } && check.Version == session.GetVersion(campaign) && check.Edition == edition;
}
