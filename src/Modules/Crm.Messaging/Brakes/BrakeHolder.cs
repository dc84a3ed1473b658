using Crm.Kernel.Data;
using Crm.Messaging.Messages;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Brakes;

/// <summary>Puts what a brake covers where the triage finds it, some at a time; scoped.</summary>
internal sealed class BrakeHolder(ISession session, BrakeBoard brakes, ChangeContext context)
{
    /// <summary>How many rows the first batch takes.</summary>
    public const int FirstSize = 500;

    private const int Most = 5000;

    /// <summary>Holds some of what is covered and waits, due or not: it was written before the brake was pulled.</summary>
    /// <param name="size">How many at most.</param>
    /// <returns>How many to take next, so that nobody waits long for the write gate; 0 when nothing is left.</returns>
    public async Task<int> HoldSomeAsync(int size, CancellationToken cancellationToken)
    {
        foreach (var brake in await brakes.OnAsync(cancellationToken))
        {
            var ids = await WaitingAsync(brake, size, cancellationToken);
            if (ids.Count > 0)
            {
                await HoldAsync(brake, ids, cancellationToken);
                await session.SaveChangesAsync();
                return context.HeldGate > BatchPace.Limit ? Math.Max(50, size / 2) : Math.Min(Most, size * 2);
            }
        }

        return 0;
    }

    private async Task<List<long>> WaitingAsync(Brake brake, int size, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<Message>()
            .Where(row => (row.State == (int)MessageState.Waiting || row.State == (int)MessageState.Held) && row.NextUtc != null && row.ClaimedBy == null).Where(brake.Covering())
            .OrderBy(row => row.Id).Select(row => row.Id).Take(size).ToListAsync(cancellationToken);

    private async Task HoldAsync(Brake brake, List<long> ids, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync(write: true)).GetTable<Message>().Where(row => ids.Contains(row.Id) && row.NextUtc != null && row.ClaimedBy == null)
            .Set(row => row.State, (int)MessageState.Held).Set(row => row.Reason, Reasons.Brake).Set(row => row.Detail, brake.BrakeId).Set(row => row.NextUtc, (DateTime?)null).UpdateAsync(cancellationToken);
}
