using Crm.Kernel.Data;
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
            // Who is due already stays so, also when another process says it in the same moment.
            var values = string.Join(", ", ids.Select((_, place) => $"(@p{place})"));
            await db.ExecuteAsync($"""
                INSERT INTO "{nameof(DuplicateDue)}" ("{nameof(DuplicateDue.PersonId)}") VALUES {values} ON CONFLICT DO NOTHING
                """, cancellationToken, [.. ids.Select((id, place) => new DataParameter($"p{place}", id))]);
            await session.SaveChangesAsync();
        }
    }

    public async Task RebuildAsync(CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync(write: true);
        await db.ExecuteAsync(DuplicatesMigration.AllDue, cancellationToken);
    }
}
