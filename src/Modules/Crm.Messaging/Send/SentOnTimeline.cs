using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Messaging.Messages;
using Crm.Messaging.Templates;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Send;

/// <summary>Puts what one person wrote to another on the timelines of who got it and of their homes, when it has left; scoped.</summary>
internal sealed class SentOnTimeline(ISession session, TemplateLetters letters, IContentManager content, ChangeContext change, TimeProvider time)
{
    private const int MaxTitle = 120;

    /// <param name="sent">Messages that have left, with the person who got each.</param>
    public async Task RecordAsync(IReadOnlyList<JournalEntry> sent, CancellationToken cancellationToken)
    {
        sent = [.. sent.Where(entry => entry.Message.Class != (int)MessageClass.Marketing)];
        if (sent.Count == 0)
        {
            return;
        }

        var people = (await content.GetAsync(sent.Select(entry => entry.Receiver!.PersonId), VersionOptions.Latest)).DistinctBy(person => person.ContentItemId).ToDictionary(person => person.ContentItemId);
        var ids = Among.Of(sent.Select(entry => entry.Message.TextId).Distinct());
        var texts = await (await session.GetConnectionAsync()).GetTable<MessageText>().Where(row => row.Id.IsAmong(ids)).ToDictionaryAsync(row => row.Id, cancellationToken);
        foreach (var writer in sent.GroupBy(entry => (entry.Message.By, entry.Message.ByName)))
        {
            (change.Actor, change.ActorName) = writer.Key;
            foreach (var entry in writer)
            {
                if (people.TryGetValue(entry.Receiver!.PersonId, out var person) && texts.TryGetValue(entry.Message.TextId, out var text))
                {
                    await content.CreateAsync(await InteractionAsync(entry.Message, person, await letters.SaidAsync(entry.Message, text, cancellationToken)));
                }
            }

            await session.FlushAsync(); // as that writer
        }
    }

    private async Task<ContentItem> InteractionAsync(Message message, ContentItem person, MessageText text)
    {
        var (now, item) = (time.GetUtcNow().UtcDateTime, await content.NewAsync(ContactTypes.Interaction));
        var homes = person.As<PersonPart>()?.Memberships.Where(home => home.IsCurrent(DateOnly.FromDateTime(now))).Select(home => home.HouseholdId) ?? [];
        item.Alter<InteractionPart>(part =>
        {
            (part.Kind, part.Direction, part.At) = ("message", "out", now);
            part.Title = text.Subject.Length <= MaxTitle ? text.Subject : text.Subject[..(MaxTitle - 1)] + "…";
            part.Text = text.Text;
            part.PersonIds = [person.ContentItemId];
            part.HouseholdIds = [.. homes.Distinct()];
        });
        item.DisplayText = item.As<InteractionPart>()!.Title;
        item.Owner = message.By;
        return item;
    }
}
