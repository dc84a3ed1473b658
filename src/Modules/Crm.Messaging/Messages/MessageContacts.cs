using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;

namespace Crm.Messaging.Messages;

/// <summary>Messages as contacts on timelines.</summary>
internal static class MessageContacts
{
    private const int MostTitle = 120;

    /// <summary>A new contact on the timelines of a person and of the homes they live in now; not stored yet.</summary>
    /// <param name="direction">"out" for what we wrote, "in" for what they did.</param>
    /// <param name="title">Cut where it is long.</param>
    public static async Task<ContentItem> NewMessageContactAsync(this IContentManager content, ContentItem person, string direction, string title, string text, DateTime utc)
    {
        var item = await content.NewAsync(ContactTypes.Interaction);
        var homes = person.As<PersonPart>()?.Memberships.Where(home => home.IsCurrent(DateOnly.FromDateTime(utc))).Select(home => home.HouseholdId) ?? [];
        item.Alter<InteractionPart>(part =>
        {
            (part.Kind, part.Direction, part.At) = ("message", direction, utc);
            part.Title = title.Length <= MostTitle ? title : title[..(MostTitle - 1)] + "…";
            part.Text = text;
            (part.PersonIds, part.HouseholdIds) = ([person.ContentItemId], [.. homes.Distinct()]);
        });
        item.DisplayText = item.As<InteractionPart>()!.Title;
        return item;
    }
}
