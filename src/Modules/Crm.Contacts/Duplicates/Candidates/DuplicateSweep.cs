using Crm.Contacts.Duplicates.Linkage;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Crm.Contacts.Duplicates.Candidates;

/// <summary>
/// Keeps keys and candidate pairs of people in step with what they have become: who was corrected leaves the list. Running it twice, or again after a kill, gives the same rows.
/// </summary>
internal sealed class DuplicateSweep(ISession session, TenantLocks locks, LikePeople like, TimeProvider time)
{
    private const string Lock = "duplicates";
    private static readonly BulkCopyOptions Rows = new() { BulkCopyType = BulkCopyType.MultipleRows };

    /// <summary>Looks at those people anew and commits. The write gate is held for the writing only, not while people are compared.</summary>
    /// <param name="then">Writes more into the last transaction; null for nothing.</param>
    public async Task LookAsync(IReadOnlyCollection<string> ids, Func<DataConnection, Task>? then, CancellationToken cancellationToken)
    {
        var people = await like.ReadAsync(ids);
        var records = people.Values.Select(PersonRecord.Of).ToList();
        await WriteKeysAsync(ids, records, cancellationToken);
        var found = await FindAsync(people, records, cancellationToken);

        await locks.HoldInTransactionAsync(Lock);
        var db = await session.GetConnectionAsync(write: true);
        await db.GetTable<DuplicateCandidate>().Where(pair => ids.Contains(pair.PersonA) || ids.Contains(pair.PersonB)).DeleteAsync(cancellationToken);
        var (ones, others) = (found.Keys.Select(pair => pair.A).Distinct().ToList(), found.Keys.Select(pair => pair.B).Distinct().ToList());
        var settled = await db.GetTable<NotDuplicate>().Where(pair => ones.Contains(pair.PersonA) && others.Contains(pair.PersonB)).Select(pair => new { pair.PersonA, pair.PersonB }).ToListAsync(cancellationToken);
        var open = found.Where(pair => !settled.Exists(known => known.PersonA == pair.Key.A && known.PersonB == pair.Key.B)).Select(pair => pair.Value).ToList();
        if (open.Count > 0)
        {
            await db.BulkCopyAsync(Rows, open, cancellationToken);
        }

        if (then is not null)
        {
            await then(db);
        }

        await session.SaveChangesAsync();
    }

    private async Task WriteKeysAsync(IReadOnlyCollection<string> ids, List<LinkRecord> records, CancellationToken cancellationToken)
    {
        // Follower and job may look at one person at the same time.
        await locks.HoldInTransactionAsync(Lock);
        var db = await session.GetConnectionAsync(write: true);
        await db.GetTable<DuplicateKey>().Where(row => ids.Contains(row.PersonId)).DeleteAsync(cancellationToken);
        var rows = records.SelectMany(record => Blocking.Keys(record).Select(key => new DuplicateKey { Key = key, PersonId = record.Id })).ToList();
        if (rows.Count > 0)
        {
            await db.BulkCopyAsync(Rows, rows, cancellationToken);
        }

        await session.SaveChangesAsync();
    }

    private async Task<Dictionary<(string A, string B), DuplicateCandidate>> FindAsync(Dictionary<string, Kernel.Content.ContentItem> people, List<LinkRecord> records, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(string A, string B), DuplicateCandidate>();
        var sharers = await like.SharersAsync(records, cancellationToken);
        foreach (var (id, item) in await like.ReadAsync(sharers.Values.SelectMany(ids => ids).Where(id => !people.ContainsKey(id))))
        {
            people[id] = item;
        }

        foreach (var record in records)
        {
            foreach (var other in await like.AmongAsync(record, people, sharers[record], item => item))
            {
                var pair = Pair(record.Id, other.Person.ContentItemId);
                found[pair] = new DuplicateCandidate { PersonA = pair.A, PersonB = pair.B, Score = other.Score, Vector = (long)other.Vector, FoundUtc = time.GetUtcNow().UtcDateTime };
            }
        }

        return found;
    }

    /// <summary>The two ids in the order in which pairs are stored.</summary>
    public static (string A, string B) Pair(string one, string other) => string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
}
