using Crm.Campaigns.Campaigns;
using Crm.Kernel.Content;
using Crm.Messaging.Send;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns.Resend;

/// <summary>Who gives a sign of the first letter while the second one waits is left out of it. Scoped: it remembers which campaigns are second letters.</summary>
internal sealed class ReadMeanwhile(IContentManager content, SilentPeople people, IStringLocalizer<ReadMeanwhile> s) : ISendGuard
{
    private readonly Dictionary<string, string?> _firsts = new(StringComparer.Ordinal);

    public async Task<GuardWord?> AskAsync(GuardedMessage message, ContentItem person, CancellationToken cancellationToken)
        => CampaignTypes.CampaignOf(message.Action) is { } campaign && await FirstOfAsync(campaign) is { } first && await people.HasSpokenAsync(person.ContentItemId, first, cancellationToken)
            ? new GuardWord(s["They gave a sign of the first letter meanwhile."], null) : null;

    private async Task<string?> FirstOfAsync(string campaign)
    {
        if (!_firsts.TryGetValue(campaign, out var first))
        {
            _firsts[campaign] = first = (await content.GetAsync(campaign, VersionOptions.Latest))?.As<CampaignPart>()?.ResendOf;
        }

        return first;
    }
}
