using Crm.Kernel.Data.Following;
using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Kernel.Data;

/// <summary>A stretch of the change log.</summary>
/// <param name="Reached">The last line read; where it began when there was none.</param>
/// <param name="IsCutOff">The log was trimmed beyond the beginning: what was made from it must be built anew.</param>
public sealed record ChangeStretch(IReadOnlyList<ChangeLogEntry> Entries, long Reached, bool IsCutOff);

/// <summary>Reads the change log for who keeps its own place in it; scoped.</summary>
public sealed class ChangeFeed(ISession session)
{
    /// <summary>The entries after that line, those of at most so many lines. The documents of a bulk act come together, however many.</summary>
    public async Task<ChangeStretch> ReadAsync(long after, int lines, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync();
        var trimmed = await db.GetTable<FollowerCursorRow>().Where(row => row.Name == TrimChangeLog.Watermark).Select(row => (long?)row.Position).FirstOrDefaultAsync(cancellationToken);
        if (after < (trimmed ?? 0))
        {
            return new ChangeStretch([], after, IsCutOff: true);
        }

        var (entries, last) = await Following.ChangeLog.ReadAsync(db, after, lines, cancellationToken);
        return new ChangeStretch(entries, Math.Max(after, last), IsCutOff: false);
    }

    /// <summary>The last line there is; 0 in a log without one.</summary>
    public async Task<long> LastAsync(CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync();
        return await db.GetTable<ChangeLogRow>().Select(row => (long?)row.Id).MaxAsync(cancellationToken) ?? 0;
    }
}
