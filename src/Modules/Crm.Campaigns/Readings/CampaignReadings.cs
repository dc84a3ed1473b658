using Crm.Campaigns.Campaigns;
using Crm.Messaging.Actions;
using Crm.Tracking.Figures;

namespace Crm.Campaigns.Readings;

/// <summary>How a campaign's letters were read.</summary>
/// <param name="Sent">How many left.</param>
/// <param name="CountedOpens">Of how many of them it may be noted that they are opened: the rest is not known.</param>
/// <param name="CountedClicks">Of how many which links are followed.</param>
internal sealed record CampaignReading(int Sent, int CountedOpens, int CountedClicks, int Opened, int OpenedByMachine, int Clicked, int ClickedByMachine, IReadOnlyList<FollowedLink> Links, IReadOnlyList<ReadingStretch> Curve)
{
    public static readonly CampaignReading None = new(0, 0, 0, 0, 0, 0, 0, [], []);

    /// <summary>The highest figure of the curve.</summary>
    public int Most => Curve.Count == 0 ? 0 : Curve.Max(stretch => Math.Max(stretch.Opens, stretch.Clicks));
}

/// <summary>Reads how campaigns were read; scoped.</summary>
internal sealed class CampaignReadings(ActionSigns signs, SentLetters letters)
{
    public async Task<CampaignReading> OfAsync(string campaignId, CancellationToken cancellationToken)
    {
        var action = CampaignTypes.ActionOf(campaignId);
        var (sent, opens, clicks) = await letters.CountAsync(action, cancellationToken);
        return sent == 0 ? CampaignReading.None : new CampaignReading(
            sent, opens, clicks, await signs.CountAsync(action, Readers.Opened, cancellationToken), await signs.CountAsync(action, Readers.OpenedByMachine, cancellationToken), await signs.CountAsync(action, Readers.Clicked, cancellationToken),
            await signs.CountAsync(action, Readers.ClickedByMachine, cancellationToken), await signs.LinksAsync(action, cancellationToken), await signs.CurveAsync(action, cancellationToken));
    }
}
