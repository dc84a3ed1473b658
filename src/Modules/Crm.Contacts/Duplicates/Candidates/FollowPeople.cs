using Crm.Kernel.Data;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Crm.Contacts.Duplicates.Candidates;

/// <summary>Follows the change log: a person who was changed is looked at at once, many at a time (an import) are left to the job.</summary>
internal sealed class FollowPeople(ISession session, DuplicateSweep sweep) : IChangeFollower
{
    private const int AtOnce = 20;

    public string Name => "Crm.Contacts.Duplicates";

    public async Task HandleAsync(IReadOnlyList<ChangeLogEntry> entries, CancellationToken cancellationToken)
    {
        var ids = entries.Where(entry => entry.Type == ContactTypes.Person).Select(entry => entry.ItemId).OfType<string>().Distinct().ToList();
        if (ids.Count is > 0 and <= AtOnce)
        {
            await sweep.LookAsync(ids, null, cancellationToken);
        }
        else if (ids.Count > 0)
        {
            var db = await session.GetConnectionAsync(write: true);
            await db.GetTable<DuplicateDue>().Where(due => ids.Contains(due.PersonId)).DeleteAsync(cancellationToken);
            await db.BulkCopyAsync(new BulkCopyOptions { BulkCopyType = BulkCopyType.MultipleRows }, ids.Select(id => new DuplicateDue { PersonId = id }), cancellationToken);
            await session.SaveChangesAsync();
        }
    }

    public async Task RebuildAsync(CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync(write: true);
        await db.ExecuteAsync(DuplicatesMigration.AllDue, cancellationToken);
    }
}
