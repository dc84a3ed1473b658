using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using Crm.Messaging.Templates;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Send;

/// <summary>Puts what one person wrote to another on the timelines of who got it and of their homes, when it has left; what is yet to be said is no contact. Scoped.</summary>
internal sealed class SentOnTimeline(ISession session, TemplateLetters letters, IEnumerable<IChannel> channels, IContentManager content, ChangeContext change, TimeProvider time)
{
    /// <param name="sent">Messages that have left, with the person who got each.</param>
    public async Task RecordAsync(IReadOnlyList<JournalEntry> sent, CancellationToken cancellationToken)
    {
        var spoken = channels.Where(channel => channel.IsSpoken).Select(channel => channel.Name).ToHashSet(StringComparer.Ordinal);
        sent = [.. sent.Where(entry => entry.Message.Class != (int)MessageClass.Marketing && !spoken.Contains(entry.Message.Channel))];
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
                    var said = await letters.SaidAsync(entry.Message, text, cancellationToken);
                    var contact = await content.NewContactAsync(person, "message", "out", said.Subject, said.Text, time.GetUtcNow().UtcDateTime);
                    contact.Owner = entry.Message.By;
                    await content.CreateAsync(contact);
                }
            }

            await session.FlushAsync(); // as that writer
        }
    }
}
