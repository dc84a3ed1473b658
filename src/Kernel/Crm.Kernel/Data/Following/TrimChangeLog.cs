using Crm.Kernel.Data.Stores;
using Crm.Kernel.Jobs;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Crm.Kernel.Data.Following;

/// <summary>
/// Deletes lines that every enabled follower has passed, and those older than 14 days: who has not seen them builds anew.
/// </summary>
[BackgroundTask(Title = "Trim the change log", Schedule = "17 * * * *", WakesTenant = false, Description = "Deletes lines of the change log that every follower has seen.")]
internal sealed class TrimChangeLog(Crm.Kernel.Data.ISession session, IEnumerable<IChangeFollower> followers, IEnumerable<INodeFollower> nodeFollowers, TimeProvider time) : IBackgroundTask
{
    /// <summary>The cursor that says up to which line the log was trimmed.</summary>
    public const string Watermark = "";

    // Deleted within the 50 ms that a job may hold the write gate.
    private const int AtOnce = 2000;
    private static readonly TimeSpan _longest = TimeSpan.FromDays(14);

    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync();
        var end = Math.Max(await PassedAsync(db), await OldAsync(db));
        // The last line stays, so that ids go on from there.
        var last = await db.GetTable<ChangeLogRow>().Select(row => (long?)row.Id).MaxAsync(cancellationToken) ?? 0;
        end = Math.Min(end, last - 1);
        while (await TrimAsync(end, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<bool> TrimAsync(long end, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync();
        var first = await db.GetTable<ChangeLogRow>().Where(row => row.Id <= end).Select(row => (long?)row.Id).MinAsync(cancellationToken);
        if (first is null)
        {
            return false;
        }

        var upTo = Math.Min(end, first.Value + AtOnce - 1);
        db = await session.GetConnectionAsync(write: true);
        await db.GetTable<ChangeLogRow>().Where(row => row.Id <= upTo).DeleteAsync(cancellationToken);
        await db.InsertOrReplaceAsync(new FollowerCursorRow { Name = Watermark, Position = upTo, LastRunUtc = time.GetUtcNow().UtcDateTime }, token: cancellationToken);
        await session.SaveChangesAsync();
        return true;
    }

    private async Task<long> PassedAsync(DataConnection db)
    {
        var names = followers.Select(follower => follower.Name).ToList();
        var positions = await db.GetTable<FollowerCursorRow>().Where(row => names.Contains(row.Name)).Select(row => row.Position).ToListAsync();
        if (positions.Count < names.Count)
        {
            return 0;
        }

        // A node that has not been heard of for so long holds nothing back: should it come again, it builds anew.
        var heard = time.GetUtcNow().UtcDateTime - _longest;
        positions.AddRange((await NodeFollowerRunner.PlacesAsync(db, nodeFollowers)).Where(row => row.LastRunUtc >= heard).Select(row => row.Position));
        return positions.Count == 0 ? 0 : positions.Min();
    }

    private async Task<long> OldAsync(DataConnection db)
    {
        var before = time.GetUtcNow().UtcDateTime - _longest;
        // By id: the lines are in the order of their commits, so the first young one ends it.
        var young = await db.GetTable<ChangeLogRow>().Where(row => row.Utc >= before).OrderBy(row => row.Id).Select(row => (long?)row.Id).FirstOrDefaultAsync();
        return young - 1 ?? long.MaxValue;
    }
}
