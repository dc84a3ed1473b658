using System.Collections.Concurrent;
using System.Collections.Immutable;
using Crm.Kernel.Data.Sessions;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Jobs;
using LinqToDB.Data;

namespace Crm.Kernel.Data.Sqlite;

/// <summary>
/// Tells SQLite's planner how the values of large index tables are spread, so that of two indexes it takes the one that leaves fewer rows. PostgreSQL does so by itself.
/// See docs/decisions/0013-statistics.md.
/// </summary>
[BackgroundTask(Title = "Keep statistics", Schedule = "*/5 * * * *", WakesTenant = false, Description = "Tells the database how the values of its large tables are spread.")]
internal sealed class KeepStatistics(Crm.Kernel.Data.ISession session, TenantStore store, IndexMaps indexes, AnalysedTables analysed) : IBackgroundTask
{
    // A table that is small when it is looked at and large a minute later would be planned for as a small one; below this any plan is quick.
    private const int Least = 1000;

    // Index entries looked at: milliseconds whatever the size. They are the first ones: how many values the whole index has is counted apart.
    private const int Entries = 5000;

    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        if (store is not SqliteStore sqlite)
        {
            return;
        }

        var before = analysed.Count;
        foreach (var table in indexes.Tables)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var last = (await session.GetConnectionAsync()).Execute<long?>($"SELECT max(\"Id\") FROM \"{table}\"") ?? 0;
            if (last < Least || !analysed.HasGrown(table, last))
            {
                continue;
            }

            var values = last > Entries ? FirstColumns.Count(await session.GetConnectionAsync(), table) : ImmutableDictionary<string, long>.Empty;
            var db = await session.GetConnectionAsync(write: true);
            db.Execute($"PRAGMA analysis_limit={Entries}");
            db.Execute($"ANALYZE \"{table}\"");
            FirstColumns.Correct(db, table, values);
            await session.SaveChangesAsync();
            analysed.Note(table, last);
        }

        if (analysed.Count != before)
        {
            sqlite.Renew();
        }
    }
}

/// <summary>How far each table was when it was last looked at in this shell.</summary>
internal sealed class AnalysedTables
{
    private readonly ConcurrentDictionary<string, long> _last = new();

    /// <summary>How often a table was looked at.</summary>
    public int Count { get; private set; }

    /// <summary>By half, in rows written; a row that is written anew counts too, for its values may have moved.</summary>
    public bool HasGrown(string table, long last) => !_last.TryGetValue(table, out var then) || last > then + (then / 2);

    public void Note(string table, long last)
    {
        _last[table] = last;
        Count++;
    }
}
