using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Data.Following;

/// <summary>
/// Runs the followers of one tenant, in a scope of its own each time. The host calls it after each commit (<see cref="TenantStore.Committed"/>) and from time to
/// time for what other processes did, under a lock so that one node follows for a tenant at a time.
/// </summary>
public sealed class FollowerRunner(Crm.Kernel.Data.ISession session, IEnumerable<IChangeFollower> followers, IEnumerable<INodeFollower> nodeFollowers, ChangeContext context, TimeProvider time, ILogger<FollowerRunner> logger)
{
    private static readonly TimeSpan _longestPause = TimeSpan.FromMinutes(10);

    /// <summary>Gives each follower that is due its next entries; what it writes through the session commits together with its cursor. True when there are more.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken = default) => await FollowAsync(cancellationToken) != FollowerRound.Nothing;

    /// <summary>The same; says how much there was.</summary>
    internal async Task<FollowerRound> FollowAsync(CancellationToken cancellationToken)
    {
        context.IsBackground = true;
        var round = FollowerRound.Nothing;
        foreach (var follower in followers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            round |= await RunAsync(follower, cancellationToken);
        }

        return round;
    }

    /// <summary>Where each follower stands.</summary>
    public async Task<IReadOnlyList<FollowerStatus>> ListAsync()
    {
        var db = await session.GetConnectionAsync();
        var statuses = new List<FollowerStatus>();
        foreach (var follower in followers)
        {
            var cursor = await FindAsync(db, follower.Name) ?? new FollowerCursorRow { Name = follower.Name };
            var lag = await db.GetTable<ChangeLogRow>().LongCountAsync(row => row.Id > cursor.Position);
            statuses.Add(Status(cursor, lag));
        }

        foreach (var cursor in await NodeFollowerRunner.PlacesAsync(db, nodeFollowers))
        {
            statuses.Add(Status(cursor, await db.GetTable<ChangeLogRow>().LongCountAsync(row => row.Id > cursor.Position)));
        }

        return statuses;
    }

    private static FollowerStatus Status(FollowerCursorRow cursor, long lag)
        => new(cursor.Name, cursor.Position, lag, cursor.Failures, cursor.LastError, cursor.LastRunUtc, cursor.NextRunUtc);

    /// <summary>Lets a follower that failed try again at once.</summary>
    public async Task RetryAsync(string name)
    {
        var db = await session.GetConnectionAsync(write: true);
        await db.GetTable<FollowerCursorRow>().Where(row => row.Name == name).Set(row => row.NextRunUtc, (DateTime?)null).UpdateAsync();
    }

    private async Task<FollowerRound> RunAsync(IChangeFollower follower, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync();
        var cursor = await FindAsync(db, follower.Name);
        var now = time.GetUtcNow().UtcDateTime;
        if (cursor?.NextRunUtc > now)
        {
            return FollowerRound.Nothing;
        }

        var position = cursor?.Position ?? 0;
        try
        {
            var reached = await AdvanceAsync(follower, db, position, cancellationToken);
            if (reached == position && cursor is { Failures: 0 })
            {
                return FollowerRound.Nothing;
            }

            await WriteAsync(new FollowerCursorRow { Name = follower.Name, Position = reached, LastRunUtc = now }, isNew: cursor is null);
            return FollowerRounds.Of(reached - position, isFull: reached - position >= follower.BatchSize);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogError(exception, "The follower {Follower} failed after line {Position} of the change log.", follower.Name, position);
            await session.CancelAsync();
            var failures = (cursor?.Failures ?? 0) + 1;
            await WriteAsync(new FollowerCursorRow
            {
                Name = follower.Name,
                Position = position,
                Failures = failures,
                LastError = exception.Message,
                LastRunUtc = now,
                NextRunUtc = now + Pause(failures),
            }, isNew: cursor is null);
            return FollowerRound.Nothing;
        }
    }

    private static async Task<long> AdvanceAsync(IChangeFollower follower, DataConnection db, long position, CancellationToken cancellationToken)
    {
        if (position < (await FindAsync(db, TrimChangeLog.Watermark))?.Position)
        {
            // What is committed while it builds comes again as entries.
            var last = await db.GetTable<ChangeLogRow>().Select(row => (long?)row.Id).MaxAsync(cancellationToken) ?? position;
            await follower.RebuildAsync(cancellationToken);
            return last;
        }

        var (entries, reached) = await ChangeLog.ReadAsync(db, position, follower.BatchSize, cancellationToken);
        foreach (var some in entries.Chunk(follower.BatchSize))
        {
            await follower.HandleAsync(some, cancellationToken);
        }

        return Math.Max(position, reached);
    }

    private async Task WriteAsync(FollowerCursorRow cursor, bool isNew)
    {
        var db = await session.GetConnectionAsync(write: true);
        await (isNew ? db.InsertAsync(cursor) : db.UpdateAsync(cursor));
        await session.SaveChangesAsync();
    }

    internal static TimeSpan Pause(int failures)
    {
        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures, 20)));
        return pause < _longestPause ? pause : _longestPause;
    }

    private static Task<FollowerCursorRow?> FindAsync(DataConnection db, string name)
        => db.GetTable<FollowerCursorRow>().FirstOrDefaultAsync(row => row.Name == name);
}

/// <summary>How much followers found to do.</summary>
[Flags]
internal enum FollowerRound
{
    /// <summary>Nothing: they are in step.</summary>
    Nothing = 0,

    /// <summary>What a few saves leave.</summary>
    Few = 1,

    /// <summary>What an import or a bulk act leaves, and less than they take at once.</summary>
    Many = 3,

    /// <summary>As much as they take at once: there is more.</summary>
    Full = 7,
}

/// <summary>Judges a round.</summary>
internal static class FollowerRounds
{
    private const int ManyLines = 20;

    public static FollowerRound Of(long lines, bool isFull) => lines <= 0 ? FollowerRound.Nothing : isFull ? FollowerRound.Full : lines < ManyLines ? FollowerRound.Few : FollowerRound.Many;
}
