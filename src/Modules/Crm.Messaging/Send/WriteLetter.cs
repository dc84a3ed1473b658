using Crm.Contacts.Duplicates.Merge;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using Crm.Messaging.Preferences;
using Crm.Messaging.StopList;
using Crm.Messaging.Templates;
using Crm.Messaging.Templates.Render;
using Crm.Messaging.Tracking;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Send;

/// <summary>Makes the letters of messages, as they leave now, or says why they do not leave; some at a time, scoped.</summary>
internal sealed class WriteLetter(ISession session, IContentManager content, IEnumerable<IChannel> channels, MergedInto merged, AddressKeys keys, SendChecks checks, LeaveLinks links, TemplateLetters templates, MarkLetters marks, TimeProvider time, IStringLocalizer<WriteLetter> s)
{
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMinutes(15);

    /// <summary>Each message in the order given.</summary>
    public async Task<IReadOnlyList<Written>> WriteAsync(IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        var (drafts, decided) = await DraftAsync(messages, cancellationToken);
        var (stopped, homes) = await checks.AskAsync([.. drafts.Values], cancellationToken);
        foreach (var (id, decision) in stopped)
        {
            decided.Add(id, decision);
        }

        var kinds = await marks.KindsAsync([.. drafts.Values.Where(draft => !stopped.ContainsKey(draft.Message.Id))], cancellationToken);
        var written = new List<Written>();
        foreach (var message in messages)
        {
            written.Add(decided.TryGetValue(message.Id, out var decision) ? new Written(message, null, decision)
                : await LetterAsync(drafts[message.Id], kinds.GetValueOrDefault(message.Id), cancellationToken) with { Receiver = new Receiver(drafts[message.Id].PersonId, homes.GetValueOrDefault(drafts[message.Id].PersonId) ?? [drafts[message.Id].PersonId], drafts[message.Id].Domain, drafts[message.Id].Text.Tone) });
        }

        return written;
    }

    private async Task<(Dictionary<long, Draft> Drafts, Dictionary<long, Decision> Decided)> DraftAsync(IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        var (drafts, decided) = (new Dictionary<long, Draft>(), new Dictionary<long, Decision>());
        var people = (await content.GetAsync(messages.Select(message => message.PersonId), VersionOptions.Latest)).DistinctBy(person => person.ContentItemId).ToDictionary(person => person.ContentItemId);
        var ids = Among.Of(messages.Select(message => message.TextId).Distinct());
        var texts = await (await session.GetConnectionAsync()).GetTable<MessageText>().Where(row => row.Id.IsAmong(ids)).ToDictionaryAsync(row => row.Id, cancellationToken);
        foreach (var message in messages)
        {
            var person = people.GetValueOrDefault(message.PersonId) ?? await SurvivorAsync(message, cancellationToken);
            var (address, reason) = channels.ReachOf(message.Channel, person);
            if (address is null || await HasOwnAsync(message, person!.ContentItemId, cancellationToken))
            {
                decided.Add(message.Id, new Decision(MessageState.Excluded, reason ?? Reasons.Merged));
            }
            else
            {
                message.GoTo(await keys.OfAsync(message.Channel, address));
                drafts.Add(message.Id, new Draft(message, texts[message.TextId], person, address, channels.First(channel => channel.Name == message.Channel).DomainOf(address)));
            }
        }

        return (drafts, decided);
    }

    // Who became somebody else in a merge is written to as who they are now.
    private async Task<ContentItem?> SurvivorAsync(Message message, CancellationToken cancellationToken)
        => await merged.FindAsync(message.PersonId, cancellationToken) is { } survivor ? await content.GetAsync(survivor, VersionOptions.Latest) : null;

    // Both got the same action before they became one: it is one message now.
    private async Task<bool> HasOwnAsync(Message message, string survivor, CancellationToken cancellationToken)
        => survivor != message.PersonId
            && await (await session.GetConnectionAsync()).GetTable<Message>().AnyAsync(row => row.Action == message.Action && row.PersonId == survivor && row.Step == message.Step, cancellationToken);

    private async Task<Written> LetterAsync(Draft draft, TrackedKinds kinds, CancellationToken cancellationToken)
    {
        var (message, text) = (draft.Message, draft.Text);
        var isList = draft.Class == MessageClass.Marketing && !channels.First(channel => channel.Name == message.Channel).IsSpoken;
        var way = isList ? await links.OfAsync(message) : null;
        if (way is null && isList)
        {
            return new Written(message, null, Decision.HoldUntil(time.GetUtcNow().UtcDateTime + s_lookAgain, Reasons.NoWayOut));
        }

        (string Page, string Words)? wayOut = way is { } there ? (there.Page, s["What you want to get from us:"]) : null;
        if (text.TemplateVersionId is not null)
        {
            var made = await templates.WriteAsync(message, text, draft.Person, wayOut, cancellationToken);
            if (made.Mail is not { } mail)
            {
                return new Written(message, null, new Decision(MessageState.Held, Reasons.Template, made.Hole!.Detail));
            }

            text = text.Saying(mail, made.Merged.Language);
        }
        else if (wayOut is var (page, words))
        {
            text = text.Saying(new RenderedMail(text.Subject, WayOut.InHtml(text.Html, page, words), WayOut.InText(text.Text, page, words)), text.Language);
        }

        var html = way is { } leads ? await marks.MarkAsync(message, kinds, text.Html, leads.Page, cancellationToken) : text.Html;
        var utc = message.FirstTriedUtc ?? message.CreatedUtc;
        return new Written(message, new Letter(
            message.MessageId, draft.PersonId, utc, draft.Address, draft.Person.DisplayText ?? "", new LetterSender(text.SenderName, text.SenderAddress), text.Subject, html, text.Text, text.Language, way?.Leave, new LetterCause(message.Action, message.Topic, message.By)), null);
    }
}
