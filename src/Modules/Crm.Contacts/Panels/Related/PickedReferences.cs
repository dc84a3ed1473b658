using Crm.Contacts.Duplicates.Merge;
using Crm.Kernel.Data;

namespace Crm.Contacts.Panels.Related;

/// <summary>Records of types made without code that point to a person: gifts, orders, wishes. They follow the person through a merge, older versions and those in the trash too, for either may come back.</summary>
internal sealed class PickedReferences(ISession session, NamingRecords records) : IPersonReference
{
    public async Task<int> CountAsync(string personId, CancellationToken cancellationToken) => (await records.ListAsync([personId], cancellationToken)).Select(item => item.ContentItemId).Distinct().Count();

    // Saved by the session, not the content manager: the record stays its author's. The survivor's own record is the merge's.
    public async Task MoveAsync(string fromPersonId, string toPersonId, CancellationToken cancellationToken)
    {
        foreach (var item in (await records.ListAsync([fromPersonId], cancellationToken)).Where(item => item.ContentItemId != toPersonId))
        {
            PickedIds.Replace(item, [fromPersonId], toPersonId);
            await session.SaveAsync(item, checkConcurrency: true);
        }
    }
}
