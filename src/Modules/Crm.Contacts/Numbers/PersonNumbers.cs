using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Numbers;

/// <summary>
/// Gives people their numbers. A number that is brought from elsewhere is kept when nobody here bears it; else the next of the tenant's series is given. Numbers grow and may have gaps. Scoped.
/// </summary>
internal sealed class PersonNumbers(ISession session)
{
    /// <summary>The series' name.</summary>
    public const string Series = "people";

    // Not yet in the index: number and bearer.
    private readonly Dictionary<long, string> _given = [];

    /// <summary>Gives a number to each who has none, or one that is another's.</summary>
    /// <param name="items">Content items of any type, before they are stored for the first time.</param>
    public async Task GiveAsync(IReadOnlyCollection<ContentItem> items)
    {
        var people = items.Where(item => item.ContentType == ContactTypes.Person).ToList();
        var kept = await KeptAsync(people);
        var without = people.Where(person => !kept.Contains(person)).ToList();
        if (without.Count == 0)
        {
            return;
        }

        var next = await session.TakeNumbersAsync(Series, without.Count);
        without.ForEach(person => Put(person, next++));
    }

    /// <summary>Writes a number into a record and remembers that it is taken.</summary>
    public void Put(ContentItem person, long number)
    {
        person.Alter<PersonPart>(part => part.Number = number);
        _given[number] = person.ContentItemId;
    }

    // Those who keep the number they bring.
    private async Task<HashSet<ContentItem>> KeptAsync(IReadOnlyList<ContentItem> people)
    {
        var kept = new HashSet<ContentItem>();
        foreach (var some in people.Where(person => NumberOf(person) > 0).Chunk(500))
        {
            var numbers = some.Select(NumberOf).ToList();
            var bearers = (await session.QueryIndex<PersonIndex>().Where(row => numbers.Contains(row.Number)).Select(row => new { row.Number, row.ContentItemId }).ToListAsync()).ToLookup(row => row.Number, row => row.ContentItemId);
            foreach (var person in some)
            {
                if (bearers[NumberOf(person)].All(id => id == person.ContentItemId) && (_given.TryAdd(NumberOf(person), person.ContentItemId) || _given[NumberOf(person)] == person.ContentItemId))
                {
                    kept.Add(person);
                }
            }
        }

        if (kept.Count > 0)
        {
            await session.TakeNumbersAsync(Series, 0, kept.Max(NumberOf) + 1);
        }

        return kept;
    }

    private static long NumberOf(ContentItem person) => person.As<PersonPart>()?.Number ?? 0;
}
