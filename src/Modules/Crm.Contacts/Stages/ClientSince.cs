using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Stages;

/// <summary>When people first became clients.</summary>
internal static class ClientSince
{
    /// <summary>By person, the moment of their first move into one of those stages, UTC; who never made one, or when it is not known, is left out.</summary>
    public static async Task<IReadOnlyDictionary<string, DateTime>> ReadAsync(ISession session, IReadOnlyList<string> people, IReadOnlyList<string> stages, CancellationToken cancellationToken)
    {
        if (people.Count == 0 || stages.Count == 0)
        {
            return new Dictionary<string, DateTime>();
        }

        var known = default(DateTime);
        var changes = session.QueryIndex<StageChangeIndex>();
        return (await session.QueryIndex<People.PersonIndex>().Where(person => people.Contains(person.ContentItemId))
            .Select(person => new { person.ContentItemId, At = changes.Where(change => change.DocumentId == person.DocumentId && change.At > known && stages.Contains(change.To)).Min(change => (DateTime?)change.At) })
            .ToListAsync(cancellationToken)).Where(row => row.At is not null).ToDictionary(row => row.ContentItemId, row => row.At!.Value);
    }
}
