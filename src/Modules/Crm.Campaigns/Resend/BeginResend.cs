using Crm.Campaigns.Campaigns;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns.Resend;

/// <summary>Begins the second letter of a campaign: a draft for the same segments, some days later, whose words somebody chooses. Scoped.</summary>
internal sealed class BeginResend(IContentManager content, ISession session, TimeProvider time, IStringLocalizer<BeginResend> s)
{
    /// <summary>Days after the first letter, unless somebody says otherwise.</summary>
    public const int Wait = 3;

    /// <summary>Stores the draft; the one that is there already when there is one.</summary>
    /// <returns>Its id, or why there is none.</returns>
    public async Task<(string? Id, string? Fault)> BeginAsync(FoundCampaign first, CampaignRun run, CancellationToken cancellationToken)
    {
        var id = ResendIds.Of(first.Item.ContentItemId);
        if (await content.GetAsync(id, VersionOptions.Latest) is not null)
        {
            return (id, null);
        }

        if (await session.QueryIndex<ContentItemIndex>().AnyAsync(row => row.ContentItemId == id, cancellationToken))
        {
            return (null, s["Its second letter is in the trash: bring it back."]);
        }

        var due = run.DueUtc!.Value.AddDays(Wait);
        var item = await content.NewAsync(CampaignTypes.Campaign);
        item.ContentItemId = id;
        item.Alter<TitlePart>(part => part.Title = CampaignHandler.Shortened(s["{0} (second letter)", first.Item.DisplayText ?? ""]));
        item.Alter<CampaignPart>(part =>
        {
            part.SayLike(first.Item.As<CampaignPart>()!);
            (part.ResendOf, part.DueUtc) = (first.Item.ContentItemId, due > time.GetUtcNow().UtcDateTime ? due : null);
        });
        await content.CreateAsync(item);
        return (id, null);
    }
}
