using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using Crm.Messaging.Tracking;

namespace Crm.Messaging.Send;

/// <summary>Marks letters to many so that their reading is noted, as far as each receiver allows it; scoped.</summary>
internal sealed class MarkLetters(IEnumerable<ILetterTracking> trackings, TrackingConsent consent, IEnumerable<IChannel> channels)
{
    /// <summary>What may be noted of each letter, by the message's row; nothing of those that are missing.</summary>
    public async Task<IReadOnlyDictionary<long, TrackedKinds>> KindsAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)
    {
        if (!trackings.Any())
        {
            return new Dictionary<long, TrackedKinds>();
        }

        var written = channels.Where(channel => !channel.IsSpoken).Select(channel => channel.Name).ToHashSet();
        var many = drafts.Where(draft => draft.Class == MessageClass.Marketing && written.Contains(draft.Message.Channel)).ToList();
        var kinds = await consent.KindsAsync([.. many.Select(draft => draft.PersonId).Distinct()], cancellationToken);
        return many.ToDictionary(draft => draft.Message.Id, draft => kinds.GetValueOrDefault(draft.PersonId));
    }

    /// <summary>The HTML as it leaves; what is noted is kept with the message.</summary>
    /// <param name="page">The way out, which stays as it is.</param>
    public async Task<string> MarkAsync(Message message, TrackedKinds kinds, string html, string page, CancellationToken cancellationToken)
    {
        kinds = html.Length == 0 ? TrackedKinds.None : kinds;
        message.Track((int)kinds);
        if (kinds == TrackedKinds.None)
        {
            return html;
        }

        foreach (var tracking in trackings)
        {
            html = await tracking.MarkAsync(message.MessageId, kinds, html, [page], cancellationToken);
        }

        return html;
    }
}
