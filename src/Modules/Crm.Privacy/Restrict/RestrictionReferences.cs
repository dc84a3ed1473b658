using Crm.Contacts.Duplicates.Merge;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Privacy.Restrict;

/// <summary>The restrictions of a person: of two people made one, either's restricts both.</summary>
internal sealed class RestrictionReferences(ISession session) : IPersonReference
{
    public Task<int> CountAsync(string personId, CancellationToken cancellationToken) => session.QueryIndex<RestrictionIndex>().CountAsync(row => row.PersonId == personId, cancellationToken);

    public async Task MoveAsync(string fromPersonId, string toPersonId, CancellationToken cancellationToken)
    {
        foreach (var restriction in await session.GetAsync<Restriction>(await session.QueryIndex<RestrictionIndex>().Where(row => row.PersonId == fromPersonId).Select(row => row.DocumentId).ToListAsync(cancellationToken)))
        {
            restriction.PersonId = toPersonId;
            await session.SaveAsync(restriction, checkConcurrency: true);
        }
    }
}
