using System.Diagnostics;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Migrations;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Bench.Saving;

/// <summary>100,000 contacts in sessions of 1,000 on SQLite, against prepared statements that write the same rows; medians of three, in turn.</summary>
public sealed class SaveBench : IBench
{
    private const int Contacts = 100_000;
    private const int PerSession = 1_000;
    private const int Rounds = 3;

    public string Name => "save";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var (sessions, raw) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            sessions.Add(await MeasureAsync(SaveAsync, cancellationToken));
            raw.Add(await MeasureAsync(WriteRawAsync, cancellationToken));
        }

        var (value, reference) = (Median(sessions), Median(raw));
        return [new BenchRow("save 100k contacts, a session of 1,000 each, SQLite", "contacts/s", value, "raw prepared statements, the same rows", reference, value / reference, "≥ 0.5", value / reference >= 0.5)];
    }

    private static async Task<double> MeasureAsync(Func<Tenant, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await using var tenant = await Tenant.CreateAsync();
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        await work(tenant, cancellationToken);
        return Contacts / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task SaveAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        for (var from = 0; from < Contacts; from += PerSession)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await using var scope = tenant.Services.CreateAsyncScope();
            var session = scope.ServiceProvider.GetRequiredService<ISession>();
            for (var n = from; n < from + PerSession; n++)
            {
                await session.SaveAsync(Contact.Number(n));
            }

            await session.SaveChangesAsync();
        }
    }

    private static Task WriteRawAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        using var raw = new RawContacts(tenant.File);
        for (var from = 0; from < Contacts; from += PerSession)
        {
            cancellationToken.ThrowIfCancellationRequested();
            raw.Write(from, from + PerSession);
        }

        return Task.CompletedTask;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed class Tenant : IAsyncDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("crm-bench-").FullName;
        private readonly TenantStores _stores;

        private Tenant()
        {
            _stores = new TenantStores(new AppDataOptions(_folder));
            Services = new ServiceCollection().AddSingleton(_stores).AddSingleton(new ShellSettings { Name = "Bench" })
                .AddDataKernel().AddIndexProvider<ContactIndexes>().AddDataMigration<ContactMigration>().BuildServiceProvider();
        }

        public ServiceProvider Services { get; }

        public string File => Path.Combine(_folder, "Sites", "Bench", "crm.db");

        public static async Task<Tenant> CreateAsync()
        {
            var tenant = new Tenant();
            await DataMigrations.RunAsync(tenant.Services);
            return tenant;
        }

        public async ValueTask DisposeAsync()
        {
            await Services.DisposeAsync();
            _stores.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
