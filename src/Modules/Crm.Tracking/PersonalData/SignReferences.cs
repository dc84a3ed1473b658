using Crm.Contacts.Duplicates.Merge;
using Crm.Kernel.Data;
using Crm.Tracking.Classify;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Tracking.PersonalData;

/// <summary>What somebody read is who they became in a merge who read it. After a merge is taken back it stays with the survivor.</summary>
internal sealed class SignReferences(ISession session) : IPersonReference
{
    public async Task<int> CountAsync(string personId, CancellationToken cancellationToken) => await (await session.GetConnectionAsync()).GetTable<MessageSign>().CountAsync(row => row.PersonId == personId, cancellationToken);

    public async Task MoveAsync(string fromPersonId, string toPersonId, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync(write: true)).GetTable<MessageSign>().Where(row => row.PersonId == fromPersonId).Set(row => row.PersonId, toPersonId).UpdateAsync(cancellationToken);
}
