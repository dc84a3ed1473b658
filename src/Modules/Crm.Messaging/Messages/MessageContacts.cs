using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;

namespace Crm.Messaging.Messages;

/// <summary>Messages as contacts on timelines.</summary>
public static class MessageContacts
{
    private const int MostTitle = 120;

    /// <summary>A new contact on the timelines of a person and of the homes they live in now; not stored yet.</summary>
    /// <param name="kind">"message" for what was written, "call" for what was said.</param>
    /// <param name="direction">"out" for what came from us, "in" for what came from them.</param>
    /// <param name="title">Cut where it is long.</param>
    public static async Task<ContentItem> NewContactAsync(this IContentManager content, ContentItem person, string kind, string direction, string title, string text, DateTime utc)
    {
        var item = await content.NewAsync(ContactTypes.Interaction);
        var homes = person.As<PersonPart>()?.Memberships.Where(home => home.IsCurrent(DateOnly.FromDateTime(utc))).Select(home => home.HouseholdId) ?? [];
        item.Alter<InteractionPart>(part =>
        {
            (part.Kind, part.Direction, part.At) = (kind, direction, utc);
            part.Title = title.Length <= MostTitle ? title : title[..(MostTitle - 1)] + "…";
            part.Text = text;
            (part.PersonIds, part.HouseholdIds) = ([person.ContentItemId], [.. homes.Distinct()]);
        });
        item.DisplayText = item.As<InteractionPart>()!.Title;
        return item;
    }
}
