using Crm.Kernel.Content;
using Crm.Messaging.Actions;

namespace Crm.Campaigns.Campaigns;

/// <summary>A campaign's name for its action, in the ledger and on the brake.</summary>
internal sealed class CampaignTitles(IContentManager content) : IActionTitles
{
    public async Task<string?> FindAsync(string action, CancellationToken cancellationToken)
        => CampaignTypes.CampaignOf(action) is { } id && await content.GetAsync(id, VersionOptions.Latest) is { ContentType: CampaignTypes.Campaign } campaign ? campaign.DisplayText : null;
}
