using System.Globalization;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Following;
using Crm.Kernel.Data.Sessions;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Tenants;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Crash.Tests;

/// <summary>Each document of a tenant has exactly its index rows, its past without a gap, and each change its line in the log.</summary>
internal static class Integrity
{
    /// <summary>Checks the whole tenant; returns how many documents it holds.</summary>
    public static async Task<int> CheckAsync(TestHost host, ShellSettings tenant)
    {
        var documents = 0;
        await host.InTenantAsync(tenant, async services =>
        {
            var db = await services.GetRequiredService<ISession>().GetConnectionAsync();
            if (tenant.DatabaseProvider == "Sqlite")
            {
                Assert.Equal("ok", db.Execute<string>("PRAGMA integrity_check"));
            }

            // One moment of the tenant: its host works on, and PostgreSQL may still commit for a client that is dead.
            db.Execute(tenant.DatabaseProvider == "Sqlite" ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ");
            await services.GetRequiredService<IContentDefinitionManager>().ListLayoutsAsync(); // what the rows of filterable fields are made by
            var stored = await db.GetTable<DocumentRow>().ToListAsync();
            documents = stored.Count;
            await CheckIndexesAsync(db, services.GetRequiredService<IndexMaps>(), stored);
            await CheckPastAsync(db, stored);
            db.Execute("ROLLBACK");
        });
        return documents;
    }

    private static async Task CheckIndexesAsync(DataConnection db, IndexMaps indexes, List<DocumentRow> stored)
    {
        foreach (var documents in stored.GroupBy(row => DocumentTypes.Find(row.Type)))
        {
            var ids = documents.Select(row => row.Id).ToList();
            foreach (var map in indexes.Of(documents.Key))
            {
                var present = await map.Table.ReadAsync(db, ids);
                foreach (var row in documents)
                {
                    var wanted = map.Rows(DocumentJson.Read(System.Text.Encoding.UTF8.GetBytes(row.Content), documents.Key), row.Id);
                    Assert.Equal(wanted.Select(Text), present[row.Id].Select(Text));
                }

                Assert.Equal(0, db.Execute<long>($"SELECT count(*) FROM \"{map.Table.Name}\" WHERE \"DocumentId\" NOT IN (SELECT \"Id\" FROM \"Document\")"));
            }
        }
    }

    /// <summary>A row's values but its id; moments to the second, which is what an item's JSON keeps of them.</summary>
    private static string Text(IIndex row) => string.Join(" | ", row.GetType().GetProperties().Where(property => property.Name != "Id").Select(property => property.GetValue(row) switch
    {
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        var value => $"{property.Name} {value}",
    }));

    private static async Task CheckPastAsync(DataConnection db, List<DocumentRow> stored)
    {
        var past = await db.GetTable<HistoryRow>().OrderBy(row => row.Id).Select(row => new { row.Id, row.DocumentId, row.Version, row.BatchId }).ToListAsync();
        var versions = past.ToLookup(row => row.DocumentId);
        Assert.All(stored, document => Assert.Equal(document.Version, versions[document.Id].Last().Version));
        Assert.All(versions, rows => Assert.Equal(Enumerable.Range(1, rows.Count()).Select(n => (long)n), rows.Select(row => row.Version)));

        var log = await db.GetTable<ChangeLogRow>().ToListAsync();
        var single = log.Where(line => line.Kind == "document").ToLookup(line => line.HistoryId);
        var batches = log.Where(line => line.Kind == "batch").ToLookup(line => line.BatchId);
        // What every follower has seen is deleted at minute 17 of each hour: those before the first line that is left may have none.
        var first = log.Where(line => line.HistoryId > 0).Select(line => line.HistoryId).DefaultIfEmpty(long.MaxValue).Min();
        var trimmed = await db.GetTable<FollowerCursorRow>().AnyAsync(row => row.Name == TrimChangeLog.Watermark);
        // A batch's commit with one change has a line of its own kind.
        Assert.All(past.Where(row => !trimmed || row.Id >= first),
            row => Assert.Single(single[row.Id].Concat(batches[row.BatchId ?? ""].Where(line => line.HistoryId <= row.Id && row.Id <= line.LastHistoryId))));
    }
}
