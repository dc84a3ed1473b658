using Crm.Kernel.Data;
using Crm.Messaging.Messages;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Approvals;

/// <summary>Does with what waits for approval as somebody signed, some at a time; scoped. What nobody decided waits on, though the setting has changed since.</summary>
internal sealed class CarryOutApprovals(ISession session, TextApprovals approvals, ChangeContext context, TimeProvider time)
{
    private const int Most = 5000;

    /// <summary>Each batch is a commit, so that nobody waits long for the write gate.</summary>
    /// <param name="goesOn">Whether to take more.</param>
    public async Task RunAsync(Func<bool> goesOn, CancellationToken cancellationToken)
    {
        var pace = new BatchPace(context, Most);
        foreach (var approval in await approvals.OpenAsync(cancellationToken))
        {
            while (goesOn() && await SomeAsync(approval, pace.Size, cancellationToken) > 0)
            {
                await session.SaveChangesAsync();
                pace.Learn();
            }
        }
    }

    private async Task<int> SomeAsync(Approval approval, int size, CancellationToken cancellationToken)
    {
        var (text, at, now, signed) = (approval.TextId, approval.AtUtc, time.GetUtcNow().UtcDateTime, approval.DropMark + approval.ByName);
        var waiting = (await session.GetConnectionAsync()).OldMessages().Where(row => row.TextId == text);

        // What came after a decision to drop is decided anew.
        var ids = await (approval.IsDrop ? waiting.Where(row => row.CreatedUtc <= at) : waiting).OrderBy(row => row.Id).Select(row => row.Id).Take(size).ToListAsync(cancellationToken);
        if (ids.Count == 0 || !await approvals.TakeAsync(approval, cancellationToken))
        {
            return 0;
        }

        var rows = (await session.GetConnectionAsync(write: true)).OldMessages().Where(row => ids.Contains(row.Id));
        return approval.IsDrop
            ? await rows.Set(row => row.State, (int)MessageState.Dropped).Set(row => row.Reason, Reasons.OldDropped).Set(row => row.Detail, row => row.Detail + signed).UpdateAsync(cancellationToken)
            : await rows.Set(row => row.State, (int)MessageState.Waiting).Set(row => row.Reason, "").Set(row => row.Detail, "").Set(row => row.NextUtc, row => row.DueUtc > now ? row.DueUtc : now).UpdateAsync(cancellationToken);
    }
}
