using Crm.Contacts.Ages;
using Crm.Contacts.Duplicates.Linkage;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Contacts.Duplicates.Candidates;

/// <summary>A stored person who is like another.</summary>
/// <param name="Score">In bits; see <see cref="RecordLinkage.Review"/>.</param>
/// <param name="Vector">The comparison, for the reasons.</param>
internal sealed record LikePerson(ContentItem Person, double Score, ulong Vector);

/// <summary>
/// Looks for people who may be the same as a record. The one rule set of the warning while typing, the import, the API and the sweep: blocking keys, comparison, weights and the
/// household rule are those of <see cref="RecordLinkage"/>.
/// </summary>
internal sealed class LikePeople(ISession session, Today today)
{
    private const int KeysAtOnce = 400;
    private const int PeopleAtOnce = 400;
    private Weights? _weights;

    /// <summary>The ids of the people who share a key with each record. A key that very many share says nothing and is left out.</summary>
    public async Task<Dictionary<LinkRecord, HashSet<string>>> SharersAsync(IReadOnlyCollection<LinkRecord> records, CancellationToken cancellationToken)
    {
        var keys = records.ToDictionary(record => record, Blocking.Keys);
        var holders = new Dictionary<long, List<string>>();
        var db = await session.GetConnectionAsync();
        foreach (var some in keys.Values.SelectMany(own => own).Distinct().Chunk(KeysAtOnce))
        {
            foreach (var row in await db.GetTable<DuplicateKey>().Where(row => some.Contains(row.Key)).Take(some.Length * Blocking.LargestBlock).ToListAsync(cancellationToken))
            {
                (holders.TryGetValue(row.Key, out var people) ? people : holders[row.Key] = []).Add(row.PersonId);
            }
        }

        return keys.ToDictionary(own => own.Key, own => own.Value
            .SelectMany(key => holders.TryGetValue(key, out var people) && people.Count <= Blocking.LargestBlock ? people : []).Where(id => id != own.Key.Id).ToHashSet());
    }

    /// <summary>Those of the sharers who are like the record, the likeliest first.</summary>
    /// <param name="show">What is compared of a stored person: all, or what somebody sees of them.</param>
    public async Task<List<LikePerson>> AmongAsync(LinkRecord record, IReadOnlyDictionary<string, ContentItem> people, IEnumerable<string> sharers, Func<ContentItem, ContentItem> show)
    {
        var (weights, linkage) = (await WeightsAsync(), new RecordLinkage(await today.GetAsync()));
        var like = new List<LikePerson>();
        foreach (var item in sharers.Select(people.GetValueOrDefault).OfType<ContentItem>())
        {
            var other = PersonRecord.Of(show(item));
            var score = linkage.Score(record, other, weights);
            if (score >= RecordLinkage.Review)
            {
                like.Add(new LikePerson(item, score, Comparison.Of(record, other)));
            }
        }

        return [.. like.OrderByDescending(person => person.Score).ThenBy(person => person.Person.ContentItemId, StringComparer.Ordinal)];
    }

    /// <summary>The people of those ids who are not in the trash; not tracked, for reading only.</summary>
    public async Task<Dictionary<string, ContentItem>> ReadAsync(IEnumerable<string> ids)
    {
        var people = new Dictionary<string, ContentItem>(StringComparer.Ordinal);
        foreach (var some in ids.Distinct().Chunk(PeopleAtOnce))
        {
            var documents = await session.QueryIndex<PersonIndex>().Where(row => some.Contains(row.ContentItemId)).Select(row => row.DocumentId).ToListAsync();
            foreach (var item in await session.GetAsync<ContentItem>(documents))
            {
                session.Detach(item);
                people[item.ContentItemId] = item;
            }
        }

        return people;
    }

    // How many people there are matters by its logarithm only: the newest row's id is near enough and costs nothing.
    private async Task<Weights> WeightsAsync()
        => _weights ??= Weights.UsualFor((int)Math.Min(int.MaxValue, await session.QueryIndex<PersonIndex>().Select(row => (long?)row.Id).MaxAsync() ?? 0));
}
