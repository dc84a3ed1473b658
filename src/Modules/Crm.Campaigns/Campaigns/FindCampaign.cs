using System.Security.Claims;
using Crm.Kernel.Content;
using Crm.Kernel.Operations;
using Crm.Kernel.Security;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns.Campaigns;

/// <summary>A campaign for one reader.</summary>
/// <param name="Item">The whole of it, to work on.</param>
/// <param name="Name">Its name as the reader may see it.</param>
/// <param name="Part">What the reader may see of it.</param>
internal sealed record FoundCampaign(ContentItem Item, string Name, CampaignPart Part);

/// <summary>The gate of campaigns: finds one for whoever may do that with it. Scoped.</summary>
internal sealed class FindCampaign(IContentManager content, Rights rights, Visible visible, IStringLocalizer<FindCampaign> s)
{
    /// <summary>Null when there is none of that id that the user may see (or change).</summary>
    public async Task<FoundCampaign?> FindAsync(ClaimsPrincipal user, string id, bool toChange = false)
    {
        if (await content.GetAsync(id, VersionOptions.Latest) is not { ContentType: CampaignTypes.Campaign } item || !await rights.HoldsAsync(user, toChange ? CommonPermissions.PublishContent : CommonPermissions.ViewContent, item))
        {
            return null;
        }

        var sight = await visible.ForAsync(user);
        return new FoundCampaign(item, sight.NameOf(item) ?? "", sight.Show(item).As<CampaignPart>() ?? new CampaignPart());
    }

    /// <summary>The one that an operation works on, whoever may see it.</summary>
    /// <exception cref="OperationRefusedException">It is gone.</exception>
    public async Task<(ContentItem Item, CampaignPart Part)> ForWorkAsync(string id)
        => await content.GetAsync(id, VersionOptions.Latest) is { ContentType: CampaignTypes.Campaign } item && item.As<CampaignPart>() is { } part ? (item, part) : throw new OperationRefusedException(s["The campaign is no longer there."]);
}
