using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Data.Following;

/// <summary>Runs the followers of one tenant that keep their own place on this node, and notes that place in the database, so that the log is kept for them and admins see them.</summary>
internal sealed class NodeFollowerRunner(ISession session, IEnumerable<INodeFollower> followers, TimeProvider time, ILogger<NodeFollowerRunner> logger)
{
    // Until a follower has told its node once, its failures are noted under this.
    private const string Unknown = "?";

    /// <summary>The rows of those followers, one for each node, by name.</summary>
    public static async Task<IReadOnlyList<FollowerCursorRow>> PlacesAsync(DataConnection db, IEnumerable<INodeFollower> followers)
    {
        var names = followers.Select(follower => follower.Name + "@").ToList();
        return names.Count == 0 ? [] : [.. (await db.GetTable<FollowerCursorRow>().OrderBy(row => row.Name).ToListAsync()).Where(row => names.Exists(name => row.Name.StartsWith(name, StringComparison.Ordinal)))];
    }

    /// <summary>Calls each follower that is due, and says how much there was.</summary>
    public async Task<FollowerRound> RunAsync(CancellationToken cancellationToken)
    {
        var round = FollowerRound.Nothing;
        foreach (var follower in followers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            round |= await RunAsync(follower, cancellationToken);
        }

        return round;
    }

    private async Task<FollowerRound> RunAsync(INodeFollower follower, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var db = await session.GetConnectionAsync();
        var unknown = RowOf(follower, Unknown);
        var failed = await db.GetTable<FollowerCursorRow>().FirstOrDefaultAsync(row => row.Name == unknown, cancellationToken);
        if (failed?.NextRunUtc > now)
        {
            return FollowerRound.Nothing;
        }

        try
        {
            var progress = await follower.FollowAsync(cancellationToken);
            await NoteAsync(follower, progress, failed, now);
            return progress.HasMore ? FollowerRounds.Of(Math.Max(1, progress.Lines), progress.IsFull) : FollowerRound.Nothing;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogError(exception, "The follower {Follower} failed on this node.", follower.Name);
            await session.CancelAsync();
            var failures = (failed?.Failures ?? 0) + 1;
            await WriteAsync(new FollowerCursorRow
            {
                Name = unknown, Position = long.MaxValue, Failures = failures, LastError = exception.Message, LastRunUtc = now, NextRunUtc = now + FollowerRunner.Pause(failures),
            });
            return FollowerRound.Nothing;
        }
    }

    // Written when something has moved only: the host asks every few seconds.
    private async Task NoteAsync(INodeFollower follower, NodeProgress progress, FollowerCursorRow? failed, DateTime now)
    {
        var db = await session.GetConnectionAsync();
        if (failed is not null)
        {
            db = await session.GetConnectionAsync(write: true);
            await db.GetTable<FollowerCursorRow>().Where(row => row.Name == failed.Name).DeleteAsync();
        }

        if (progress.Node is null)
        {
            return;
        }

        var name = RowOf(follower, progress.Node);
        var row = await db.GetTable<FollowerCursorRow>().FirstOrDefaultAsync(row => row.Name == name);
        if (row?.Position != progress.Position || now - row.LastRunUtc > TimeSpan.FromDays(1))
        {
            await WriteAsync(new FollowerCursorRow { Name = name, Position = progress.Position, LastRunUtc = now });
        }
    }

    private async Task WriteAsync(FollowerCursorRow cursor)
    {
        var db = await session.GetConnectionAsync(write: true);
        await db.InsertOrReplaceAsync(cursor);
        await session.SaveChangesAsync();
    }

    private static string RowOf(INodeFollower follower, string node) => $"{follower.Name}@{node}";
}
