using System.Globalization;
using Crm.Contacts.Addresses;
using Crm.Contacts.Ages;
using Crm.Contacts.People;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Write;

/// <summary>Something known of a person that can be put into a letter.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Text">What is put in.</param>
internal sealed record PersonFact(string Label, string Text);

/// <summary>Gathers what a writer may see of a person and might say; scoped.</summary>
internal sealed class PersonFacts(ISession session, Today today, IStringLocalizer<PersonFacts> s)
{
    private const int LastContacts = 3;

    /// <summary>The facts, of the person as the writer sees them.</summary>
    /// <param name="shown">Without what the writer may not see.</param>
    /// <param name="sight">What the writer sees.</param>
    public async Task<IReadOnlyList<PersonFact>> ReadAsync(ContentItem shown, Sight sight, CancellationToken cancellationToken)
    {
        var (part, day, culture) = (shown.As<PersonPart>() ?? new PersonPart(), await today.GetAsync(), CultureInfo.CurrentCulture);
        var facts = new List<PersonFact>
        {
            new(s["Given name"], part.GivenName), new(s["Name with civility"], $"{part.Civility} {part.FamilyName}".Trim()), new(s["Town"], shown.As<AddressPart>()?.Main()?.City ?? ""), new(s["Function"], part.Function),
        };
        if (part.BirthDate is { } birth && Age.On(day, birth) is { } age)
        {
            facts.Add(new(s["Age"], s["{0} years", age.Years]));
            facts.Add(new(s["Next birthday"], age.NextBirthday.ToString("m", culture)));
        }

        facts.AddRange((await HomesAsync(part, day, sight, cancellationToken)).Select(name => new PersonFact(s["Household"], name)));
        facts.AddRange((await ContactsAsync(shown.ContentItemId, sight, cancellationToken)).Select(entry => new PersonFact(DateOnly.FromDateTime(entry.At).ToString("D", culture), entry.Title)));
        return [.. facts.Where(fact => !string.IsNullOrWhiteSpace(fact.Text)).DistinctBy(fact => (fact.Label, fact.Text))];
    }

    private async Task<IReadOnlyList<string>> HomesAsync(PersonPart part, DateOnly day, Sight sight, CancellationToken cancellationToken)
    {
        var ids = part.Memberships.Where(home => home.IsCurrent(day)).Select(home => home.HouseholdId).ToList();
        return ids.Count == 0 || !sight.CanSee(Contacts.ContactTypes.Household, nameof(ContentItem.DisplayText)) ? []
            : await session.QueryIndex<Contacts.Households.HouseholdIndex>().Where(row => ids.Contains(row.ContentItemId)).Select(row => row.DisplayName).ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<TimelineIndex>> ContactsAsync(string personId, Sight sight, CancellationToken cancellationToken)
        => [.. (await session.QueryIndex<TimelineIndex>().Where(row => row.PersonId == personId && row.Channel != TimelineIndex.NoContact).OrderByDescending(row => row.At).Take(LastContacts).ToListAsync(cancellationToken))
            .Where(row => row.SourceFields.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(field => sight.CanSee(row.SourceType, field)))];
}
