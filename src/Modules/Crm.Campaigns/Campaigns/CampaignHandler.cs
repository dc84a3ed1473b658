using Crm.Campaigns.Resend;
using Crm.Contacts.Segments;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using Crm.Messaging.Actions;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns.Campaigns;

/// <summary>Whoever writes a campaign (page, recipe, API): it is checked, who changed it is kept, an approval does not outlive a change, and what was prepared is not changed any more.</summary>
// Segments and templates are asked for late: they read content, and the manager of content is the one that calls.
internal sealed class CampaignHandler(IServiceProvider services, ISession session, ChangeContext change, IStringLocalizer<CampaignHandler> s) : ContentHandlerBase
{
    /// <summary>Characters of a name at most.</summary>
    public const int MostTitle = 200;

    /// <summary>Characters of a purpose at most.</summary>
    public const int MostPurpose = 500;

    /// <summary>Segments at most, on each side.</summary>
    public const int MostSegments = 20;

    /// <summary>Days of life at most.</summary>
    public const int MostDays = 60;

    /// <summary>A name that is short enough.</summary>
    public static string Shortened(string title) => title.Length <= MostTitle ? title : title[..MostTitle];

    public override async Task ValidatingAsync(ContentItem item, ContentValidateResult result)
    {
        if (item.ContentType != CampaignTypes.Campaign)
        {
            return;
        }

        var part = item.As<CampaignPart>() ?? new CampaignPart();
        if (item.As<TitlePart>()?.Title?.Trim() is not { Length: > 0 and <= MostTitle })
        {
            result.Fail("TitlePart.Title", s["A campaign needs a name of at most {0} characters.", MostTitle]);
        }

        if (part.Purpose.Length > MostPurpose)
        {
            result.Fail(Of(nameof(CampaignPart.Purpose)), s["At most {0} characters.", MostPurpose]);
        }

        if (!services.GetServices<IChannel>().Any(channel => channel.Name == part.Channel))
        {
            result.Fail(Of(nameof(CampaignPart.Channel)), s["There is no channel “{0}”.", part.Channel]);
        }

        if (part.Days is < 1 or > MostDays)
        {
            result.Fail(Of(nameof(CampaignPart.Days)), s["Between 1 and {0} days.", MostDays]);
        }

        if (part.ResendOf is { } first && (item.ContentItemId != ResendIds.Of(first) || await services.GetRequiredService<Stands>().StateAsync(first, CancellationToken.None) != CampaignState.Prepared))
        {
            result.Fail(Of(nameof(CampaignPart.ResendOf)), s["A campaign has one second letter, begun from its page once it was put."]);
        }

        await CheckTemplateAsync(part, result);
        await CheckSegmentsAsync(part, result);
        if (item.ContentItemId is { Length: > 0 } id && await services.GetRequiredService<Stands>().StateAsync(id, CancellationToken.None) > CampaignState.Approved && !part.Equals(Stored(item)))
        {
            result.Fail("", s["Its messages stand in the ledger: it is not changed any more. Copy it instead."]);
        }
    }

    public override Task CreatingAsync(ContentItem item)
    {
        if (item.ContentType == CampaignTypes.Campaign)
        {
            item.Alter<CampaignPart>(part => part.EditedBy = change.Actor);
        }

        return Task.CompletedTask;
    }

    public override async Task UpdatingAsync(ContentItem item)
    {
        if (item.ContentType != CampaignTypes.Campaign || item.As<CampaignPart>() is not { } part)
        {
            return;
        }

        var stored = Stored(item);
        var isSame = part.Equals(stored);
        item.Alter<CampaignPart>(altered => altered.EditedBy = isSame ? stored!.EditedBy : change.Actor);
        if (!isSame)
        {
            await services.GetRequiredService<Stands>().BackToDraftAsync(item.ContentItemId, CampaignState.Approved, CancellationToken.None);
        }
    }

    public override Task RemovedAsync(ContentItem item)
        => item.ContentType == CampaignTypes.Campaign ? services.GetRequiredService<Stands>().BackToDraftAsync(item.ContentItemId, CampaignState.Approved, CancellationToken.None) : Task.CompletedTask;

    private CampaignPart? Stored(ContentItem item) => session.GetStored(item)?.As<CampaignPart>();

    private async Task CheckTemplateAsync(CampaignPart part, ContentValidateResult result)
    {
        var template = part.Template.Length == 0 ? null : await services.GetRequiredService<MailTemplateBook>().FindAsync(part.Template, CancellationToken.None);
        if (template is null)
        {
            result.Fail(Of(nameof(CampaignPart.Template)), part.Template.Length == 0 ? s["Choose the template that says it."] : s["There is no template “{0}”.", part.Template]);
        }
        else if (template.Class != MessageClass.Marketing)
        {
            result.Fail(Of(nameof(CampaignPart.Template)), s["“{0}” is not for letters to many: it would pass the rules that spare people.", template.Title]);
        }
    }

    private async Task CheckSegmentsAsync(CampaignPart part, ContentValidateResult result)
    {
        if (part.Segments.Count == 0)
        {
            result.Fail(Of(nameof(CampaignPart.Segments)), s["Choose at least one segment."]);
        }

        foreach (var (name, ids) in new[] { (nameof(CampaignPart.Segments), part.Segments), (nameof(CampaignPart.Without), part.Without) })
        {
            if (ids.Count > MostSegments)
            {
                result.Fail(Of(name), s["At most {0} segments.", MostSegments]);
            }

            foreach (var id in ids.Take(MostSegments))
            {
                if (await services.GetRequiredService<Segments>().ForSiteAsync(id, CancellationToken.None) is null)
                {
                    result.Fail(Of(name), s["There is no segment “{0}”.", id]);
                }
            }
        }
    }

    private static string Of(string member) => $"{nameof(CampaignPart)}.{member}";
}
