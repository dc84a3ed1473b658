using Crm.Kernel.Data;
using Crm.Kernel.Data.Migrations;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Kernel.Tests.Data;

public class Migrating
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Steps_run_once_each_in_turn(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider, services => services.AddDataMigration<Shelves>(), migrate: false);

        Assert.Equal(3, await DataMigrations.RunAsync(tenant.Services));

        Assert.Equal(0, await DataMigrations.RunAsync(tenant.Services));
        Assert.Equal(["Crm.Kernel.Tests.Data.BookMigration 1", "Crm.Kernel.Tests.Data.Shelves 3"], await Progress(tenant));
        Assert.Equal((7, ""), await tenant.AskAsync(async (ISession session) =>
        {
            var shelf = await (await session.GetConnectionAsync()).GetTable<Shelf>().SingleAsync();
            return (shelf.Number, shelf.Room);
        }));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_step_that_fails_leaves_nothing_and_says_which_it_was(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider, services => services.AddDataMigration<Breaking>(), migrate: false);

        var failure = await Assert.ThrowsAsync<DataMigrationException>(() => DataMigrations.RunAsync(tenant.Services));

        Assert.Equal("The migration Crm.Kernel.Tests.Data.Breaking failed in UpdateFrom1Async: no ladder", failure.Message);
        Assert.Equal(["Crm.Kernel.Tests.Data.BookMigration 1", "Crm.Kernel.Tests.Data.Breaking 1"], await Progress(tenant));
        await using var mended = tenant.Again(services => services.AddDataMigration<Shelves>());
        Assert.Equal(2, await DataMigrations.RunAsync(mended.Services));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Two_processes_migrate_one_tenant_once(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider, services => services.AddDataMigration<Shelves>(), migrate: false);
        await using var other = tenant.Again(services => services.AddDataMigration<Shelves>());

        await Task.WhenAll(Task.Run(() => DataMigrations.RunAsync(tenant.Services)), Task.Run(() => DataMigrations.RunAsync(other.Services)));

        Assert.Equal(1, await tenant.AskAsync(async (ISession session) => await (await session.GetConnectionAsync()).GetTable<Shelf>().CountAsync()));
    }

    private static Task<List<string>> Progress(TestTenant tenant) => tenant.AskAsync(async (ISession session) =>
        (await session.Query<DataMigrationRecord>().FirstOrDefaultAsync())!.DataMigrations
            .Select(migration => $"{migration.DataMigrationClass} {migration.Version}").ToList());
}

public sealed class Shelf
{
    [LinqToDB.Mapping.PrimaryKey]
    public long Id { get; set; }

    public int Number { get; set; }

    [LinqToDB.Mapping.Column(CanBeNull = false)]
    public string Room { get; set; } = "";
}

public sealed class Shelves : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.ExecuteAsync("CREATE TABLE \"Shelf\" (\"Id\" bigint PRIMARY KEY, \"Number\" integer NOT NULL)");
        await SchemaBuilder.ExecuteAsync("INSERT INTO \"Shelf\" VALUES (1, 7)");
        return 1;
    }

    public async Task<int> UpdateFrom1Async()
    {
        await SchemaBuilder.AlterIndexTableAsync<ShelfColumns>(table => table.AddColumn(row => row.Room));
        return 3;
    }
}

[LinqToDB.Mapping.Table("Shelf", IsColumnAttributeRequired = false)]
public sealed class ShelfColumns : MapIndex
{
    [LinqToDB.Mapping.Column(CanBeNull = false)]
    public string Room { get; set; } = "";
}

public sealed class Breaking : DataMigration
{
    public int Create() => 1;

    public async Task<int> UpdateFrom1Async()
    {
        await SchemaBuilder.CreateTableAsync<Shelf>();
        throw new InvalidOperationException("no ladder");
    }
}
