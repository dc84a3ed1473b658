using Crm.Campaigns.Campaigns;
using Crm.Messaging.Actions;
using Crm.Messaging.Messages;

namespace Crm.Campaigns.View;

/// <summary>What became of a campaign's messages: each stands in one state, so that the states add up to all that were put.</summary>
/// <param name="NotArrived">Of those that were sent.</param>
/// <param name="Answered">Of those that were sent.</param>
internal sealed record CampaignLedger(IReadOnlyList<ActionSum> Sums, int NotArrived, int Answered)
{
    /// <summary>All that were put.</summary>
    public int Total => Sums.Sum(sum => sum.Count);

    /// <summary>How many were sent.</summary>
    public int Sent => Sums.Where(sum => sum.State == MessageState.Sent).Sum(sum => sum.Count);
}

/// <summary>Reads what became of campaigns from the ledger; scoped.</summary>
internal sealed class CampaignFigures(ActionLedger ledger)
{
    /// <summary>The names of states and reasons.</summary>
    public ActionLedger Words => ledger;

    public async Task<CampaignLedger> OfAsync(string campaignId, CancellationToken cancellationToken)
    {
        var action = CampaignTypes.ActionOf(campaignId);
        var (notArrived, answered) = await ledger.ReturnsAsync(action, cancellationToken);
        return new CampaignLedger(await ledger.SumAsync(action, cancellationToken), notArrived, answered);
    }
}
