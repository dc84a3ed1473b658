using Crm.Kernel.Data;
using Crm.Messaging.Messages;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Brakes;

/// <summary>Puts what a brake covers where the triage finds it, some at a time; scoped.</summary>
internal sealed class BrakeHolder(ISession session, BrakeBoard brakes, SegmentReach reach, ChangeContext context)
{
    private const int Most = 5000;

    /// <summary>Holds all that is covered and waits, due or not: it was written before the brake was pulled. Each batch is a commit, so that nobody waits long for the write gate.</summary>
    /// <param name="goesOn">Whether to take more.</param>
    public async Task HoldAllAsync(Func<bool> goesOn, CancellationToken cancellationToken)
    {
        var pace = new BatchPace(context, Most);
        while (goesOn() && await HoldSomeAsync(pace.Size, cancellationToken))
        {
            await session.SaveChangesAsync();
            pace.Learn();
        }
    }

    private async Task<bool> HoldSomeAsync(int size, CancellationToken cancellationToken)
    {
        foreach (var brake in await brakes.OnAsync(cancellationToken))
        {
            var ids = await WaitingAsync(brake, size, cancellationToken);
            if (ids.Count > 0)
            {
                await HoldAsync(brake, ids, cancellationToken);
                return true;
            }
        }

        return false;
    }

    private async Task<List<long>> WaitingAsync(Brake brake, int size, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).PendingMessages().Where(row => row.NextUtc != null).Where(brake.Covering(await reach.PeopleAsync(brake, cancellationToken))).OrderBy(row => row.Id).Select(row => row.Id).Take(size).ToListAsync(cancellationToken);

    private async Task HoldAsync(Brake brake, List<long> ids, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync(write: true)).GetTable<Message>().Where(row => ids.Contains(row.Id) && row.NextUtc != null && row.ClaimedBy == null)
            .Set(row => row.State, (int)MessageState.Held).Set(row => row.Reason, Reasons.Brake).Set(row => row.Detail, brake.BrakeId).Set(row => row.NextUtc, (DateTime?)null).UpdateAsync(cancellationToken);
}
