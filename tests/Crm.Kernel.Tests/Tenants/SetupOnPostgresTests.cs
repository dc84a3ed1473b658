using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Crm.Kernel.Tests.Tenants;

/// <summary>A set-up takes away what it made, and nothing that was there before it or came from others.</summary>
public sealed class SetupOnPostgresTests
{
    [Fact]
    public async Task A_setup_that_fails_takes_its_own_schema_away()
    {
        await using var place = await Place.CreateAsync();
        Assert.NotEmpty((await place.FailAsync()).Errors);
        Assert.Equal(0, await place.AskAsync("SELECT count(*) FROM pg_namespace WHERE nspname = $1"));
        Assert.Empty((await place.SetUpAsync(TestHost.AdminPassword)).Errors);
    }

    [Fact]
    public async Task A_setup_that_fails_leaves_a_schema_that_was_there_as_it_found_it()
    {
        await using var place = await Place.CreateAsync();
        await place.DoAsync("""CREATE SCHEMA "{0}"; CREATE FUNCTION "{0}".twice(n int) RETURNS int LANGUAGE sql AS 'SELECT n * 2'; CREATE SEQUENCE "{0}".tickets""");

        Assert.NotEmpty((await place.FailAsync()).Errors);

        Assert.Equal(1, await place.AskAsync("SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = $1"));
        Assert.Equal(1, await place.AskAsync("SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1"));
        Assert.Empty((await place.SetUpAsync(TestHost.AdminPassword)).Errors);
    }

    [Theory]
    [InlineData("TABLE \"{0}\".ledger (n int)")]
    [InlineData("VIEW \"{0}\".ledger AS SELECT 1 AS n")]
    [InlineData("MATERIALIZED VIEW \"{0}\".ledger AS SELECT 1 AS n")]
    public async Task A_schema_that_holds_what_is_not_ours_is_refused_and_kept(string ledger)
    {
        await using var place = await Place.CreateAsync();
        await place.DoAsync($"CREATE SCHEMA \"{{0}}\"; CREATE {ledger}");

        var (field, sentence) = Assert.Single((await place.SetUpAsync(TestHost.AdminPassword)).Errors);

        Assert.Equal(("Schema", $"The schema '{place.Schema}' already holds tables. Choose another one."), (field, sentence));
        Assert.Equal(1, await place.AskAsync("SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1"));
    }

    [Fact]
    public async Task An_interrupted_setup_begun_anew_elsewhere_wipes_where_it_was_and_not_where_it_is_told_to_go()
    {
        await using var place = await Place.CreateAsync();
        await place.DoAsync("""CREATE SCHEMA "{0}"; CREATE TABLE "{0}"."Document" (n int); COMMENT ON TABLE "{0}"."Document" IS 'Crm'; CREATE TABLE "{0}".ledger (n int)""");
        await place.DoAsync("""CREATE SCHEMA "{0}_b"; CREATE TABLE "{0}_b"."Document" (n int)""");
        place.Settings["SetupBegun"] = "true";
        (place.Settings["DatabaseProvider"], place.Settings["ConnectionString"], place.Settings["Schema"]) = ("Postgres", place.Connection, place.Schema);

        var refused = await place.SetUpAsync(TestHost.AdminPassword, place.Schema + "_b");

        Assert.Equal("Schema", Assert.Single(refused.Errors).Field);
        Assert.Equal(1, await place.AskAsync("SELECT count(*) FROM pg_tables WHERE schemaname = $1 AND tablename = 'ledger'"));
        Assert.Equal(0, await place.AskAsync("SELECT count(*) FROM pg_tables WHERE schemaname = $1 AND tablename = 'Document'"));
        Assert.Equal(1, await place.AskAsync("SELECT count(*) FROM pg_tables WHERE schemaname = $1 || '_b' AND tablename = 'Document'"));
    }

    /// <summary>A host whose tenant waits for its set-up, and a schema name for it.</summary>
    private sealed class Place(TestHost host, string connection) : IAsyncDisposable
    {
        public string Connection => connection;

        public string Schema { get; } = Postgres.NewSchema();

        public ShellSettings Settings { get; } = host.Shells.TryGetSettings("Default")!;

        public static async Task<Place> CreateAsync() => new(await TestHost.StartAsync(), await Postgres.SharedAsync());

        public Task<SetupResult> FailAsync() => SetUpAsync(password: "1");

        public Task<SetupResult> SetUpAsync(string password, string? schema = null) => host.Services.GetRequiredService<ISetupService>().SetupAsync(new SetupContext
        {
            Settings = Settings, SiteName = "A", AdminUsername = "admin", AdminEmail = "a@example.org", AdminPassword = password,
            DatabaseProvider = "Postgres", ConnectionString = connection, Schema = schema ?? Schema,
        });

        public async Task DoAsync(string sql)
        {
            await using var source = NpgsqlDataSource.Create(connection);
            await using var command = source.CreateCommand(sql.Replace("{0}", Schema, StringComparison.Ordinal));
            await command.ExecuteNonQueryAsync();
        }

        public async Task<long> AskAsync(string sql)
        {
            await using var source = NpgsqlDataSource.Create(connection);
            await using var command = source.CreateCommand(sql);
            command.Parameters.Add(new NpgsqlParameter { Value = Schema });
            return (long)(await command.ExecuteScalarAsync())!;
        }

        public ValueTask DisposeAsync() => host.DisposeAsync();
    }
}
