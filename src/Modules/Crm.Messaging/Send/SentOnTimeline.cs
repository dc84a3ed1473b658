using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Messaging.Messages;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Send;

/// <summary>Puts what one person wrote to another on the timelines of who got it and of their homes, when it has left; scoped.</summary>
internal sealed class SentOnTimeline(ISession session, IContentManager content, ChangeContext change, TimeProvider time)
{
    private const int MaxTitle = 120;

    public async Task RecordAsync(Message message, CancellationToken cancellationToken)
    {
        if (message.Class == (int)MessageClass.Marketing || await content.GetAsync(message.PersonId, VersionOptions.Latest) is not { } person
            || await (await session.GetConnectionAsync()).GetTable<MessageText>().FirstOrDefaultAsync(row => row.Id == message.TextId, cancellationToken) is not { } text)
        {
            return;
        }

        var (now, item) = (time.GetUtcNow().UtcDateTime, await content.NewAsync(ContactTypes.Interaction));
        var homes = person.As<PersonPart>()?.Memberships.Where(home => home.IsCurrent(DateOnly.FromDateTime(now))).Select(home => home.HouseholdId) ?? [];
        item.Alter<InteractionPart>(part =>
        {
            (part.Kind, part.Direction, part.At) = ("message", "out", now);
            part.Title = text.Subject.Length <= MaxTitle ? text.Subject : text.Subject[..(MaxTitle - 1)] + "…";
            part.Text = text.Text;
            part.PersonIds = [message.PersonId];
            part.HouseholdIds = [.. homes.Distinct()];
        });
        item.DisplayText = item.As<InteractionPart>()!.Title;
        item.Owner = message.By;
        (change.Actor, change.ActorName) = (message.By, message.ByName);
        await content.CreateAsync(item);
    }
}
