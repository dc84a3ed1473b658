using Crm.Kernel.Data.Stores;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Data.Migrations;

/// <summary>Brings a tenant's tables up to date, when its shell is activated.</summary>
public static class DataMigrations
{
    /// <summary>
    /// Runs the steps that are pending, migrations in the order of registration (that of their features), each step in a scope and transaction of its own in which
    /// nobody else can migrate this tenant. Returns how many ran.
    /// </summary>
    /// <exception cref="DataMigrationException">A step failed; the steps before it stay done.</exception>
    public static async Task<int> RunAsync(IServiceProvider shellServices, CancellationToken cancellationToken = default)
    {
        var count = 0;
        for (var done = new HashSet<Type>(); ; count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await using var scope = shellServices.CreateAsyncScope();
            if (!await RunNextAsync(scope.ServiceProvider, done))
            {
                return count;
            }
        }
    }

    private static async Task<bool> RunNextAsync(IServiceProvider services, HashSet<Type> complete)
    {
        var migrations = services.GetServices<DataMigration>().ToList();
        var records = services.GetRequiredService<IDocumentManager<DataMigrationRecord>>();
        if (Next(migrations, await records.GetOrCreateImmutableAsync(), complete) is null)
        {
            return false;
        }

        await UnitOfWork.RunAsync(services, async () =>
        {
            await services.GetRequiredService<TenantLocks>().HoldInTransactionAsync("migrations");
            // Another process may have run it while this one waited.
            var record = await records.GetOrCreateMutableAsync();
            if (Next(migrations, record, complete) is { } migration)
            {
                await RunStepAsync(services, migration, record);
                await records.UpdateAsync(record);
            }
        });
        return true;
    }

    private static DataMigration? Next(List<DataMigration> migrations, DataMigrationRecord record, HashSet<Type> complete)
    {
        foreach (var migration in migrations.Where(migration => !complete.Contains(migration.GetType())))
        {
            if (MigrationSteps.After(migration, VersionOf(record, migration)?.Version ?? 0) is not null)
            {
                return migration;
            }

            complete.Add(migration.GetType());
        }

        return null;
    }

    private static async Task RunStepAsync(IServiceProvider services, DataMigration migration, DataMigrationRecord record)
    {
        migration.SchemaBuilder = services.GetRequiredService<ISchemaBuilder>();
        var progress = VersionOf(record, migration);
        if (progress is null)
        {
            record.DataMigrations.Add(progress = new DataMigrationProgress { DataMigrationClass = migration.GetType().FullName! });
        }

        var step = MigrationSteps.After(migration, progress.Version)!;
        var version = await MigrationSteps.RunAsync(migration, step);
        if (version <= progress.Version)
        {
            throw new DataMigrationException(migration.GetType(), step.Name, new InvalidOperationException($"It returned {version}, which is not more than {progress.Version}."));
        }

        progress.Version = version;
    }

    private static DataMigrationProgress? VersionOf(DataMigrationRecord record, DataMigration migration)
        => record.DataMigrations.FirstOrDefault(progress => progress.DataMigrationClass == migration.GetType().FullName);
}
