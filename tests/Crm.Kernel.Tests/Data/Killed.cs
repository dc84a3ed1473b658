using System.Diagnostics;
using Crm.Crash;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Data;

public class Killed
{
    private static readonly int _kills = Environment.GetEnvironmentVariable("CRM_LONG") == "1" ? 200 : 10;

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_process_killed_while_saving_leaves_each_document_with_exactly_its_rows(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider, services =>
        {
            services.AddIndexProvider<ParcelIndexes>();
            services.AddDataMigration<ParcelMigration>();
        });
        var random = new Random(1);

        for (var kill = 0; kill < _kills; kill++)
        {
            await SaveAndKillAsync(tenant, random.Next(1, 60));
            await tenant.AskAsync(async (ISession session) =>
            {
                await CheckAsync(await session.GetConnectionAsync(), provider);
                return 0;
            });
        }

        Assert.True(await tenant.AskAsync(session => session.Query<Parcel>().CountAsync()) > _kills);
    }

    private static async Task SaveAndKillAsync(TestTenant tenant, int steps)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "Crm.Crash.dll"), tenant.Folder, tenant.Settings.DatabaseProvider,
                tenant.Settings.DatabaseProvider == "Sqlite" ? $"Data Source={tenant.DatabaseFile}" : tenant.Settings["ConnectionString"]!, tenant.Settings["Schema"] ?? "",
            },
        };
        using var process = Process.Start(start)!;
        for (var step = 0; step < steps; step++)
        {
            Assert.NotNull(await process.StandardOutput.ReadLineAsync());
        }

        process.Kill();
        await process.WaitForExitAsync();
    }

    private static async Task CheckAsync(DataConnection db, string provider)
    {
        if (provider == "Sqlite")
        {
            Assert.Equal("ok", db.Execute<string>("PRAGMA integrity_check"));
        }

        // One moment: PostgreSQL may still commit for a client that is dead.
        db.Execute(provider == "Sqlite" ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ");
        var documents = await db.GetTable<DocumentRow>().Where(row => row.Type == "Crm.Crash.Parcel").ToListAsync();
        var parcels = (await db.GetTable<ParcelIndex>().ToListAsync()).ToLookup(row => row.DocumentId);
        var stamps = (await db.GetTable<StampIndex>().OrderBy(row => row.Id).ToListAsync()).ToLookup(row => row.DocumentId);
        var past = (await db.GetTable<HistoryRow>().Where(row => row.Type == "Parcel").OrderBy(row => row.Id).ToListAsync()).ToLookup(row => row.DocumentId);
        var log = await db.GetTable<ChangeLogRow>().ToListAsync();
        db.Execute("ROLLBACK");

        foreach (var document in documents)
        {
            var parcel = System.Text.Json.JsonSerializer.Deserialize<Parcel>(document.Content, DocumentJson.Options)!;
            Assert.Equal((parcel.Code, parcel.Weight), parcels[document.Id].Select(row => (row.Code, row.Weight)).Single());
            Assert.Equal(parcel.Stamps, stamps[document.Id].Select(row => row.Stamp));
            Assert.Equal(document.Version, past[document.Id].Last().Version);
        }

        Assert.Equal(documents.Count, parcels.Count);
        Assert.All(stamps, rows => Assert.Contains(documents, document => document.Id == rows.Key));
        Assert.All(past, rows => Assert.Equal(Enumerable.Range(1, rows.Count()).Select(n => (long)n), rows.Select(row => row.Version)));
        CheckLog(past.SelectMany(rows => rows), log);
    }

    private static void CheckLog(IEnumerable<HistoryRow> past, List<ChangeLogRow> log)
    {
        var single = log.Where(line => line.Kind == "document").ToLookup(line => line.HistoryId);
        var batches = log.Where(line => line.Kind == "batch").ToLookup(line => line.BatchId);
        Assert.All(past, row => Assert.Single(row.BatchId is null
            ? single[row.Id]
            : batches[row.BatchId].Where(line => line.HistoryId <= row.Id && row.Id <= line.LastHistoryId)));
    }
}
