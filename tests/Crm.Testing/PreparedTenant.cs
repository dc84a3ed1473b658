using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Crm.Testing;

/// <summary>
/// A tenant set up once in a test run and on each database that is asked for; every host that asks gets a copy in milliseconds: its files, and on PostgreSQL its schema. Keep one in a
/// static field for each kind of tenant that tests need.
/// </summary>
/// <param name="Recipe">The recipe it is set up from; blank for none.</param>
/// <param name="Features">Features switched on afterwards.</param>
/// <param name="Fill">What is done in it before it is copied.</param>
/// <param name="Plugins">The plugins folder of the host that it is set up on.</param>
public sealed class PreparedTenant(string Recipe = "", string[]? Features = null, Func<TestHost, Task>? Fill = null, string? Plugins = null)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Original>>> _originals = new();

    /// <summary>Copies the tenant Default into the folder of a host that has not started.</summary>
    internal async Task CopyToAsync(string folder, string database)
    {
        var original = await OriginalAsync(database);
        var schema = original.Schema is null ? null : await original.Schema.CopyAsync();
        foreach (var file in Directory.GetFiles(original.Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(original.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (schema is not null && Path.GetExtension(file) == ".json")
            {
                await File.WriteAllTextAsync(target, (await File.ReadAllTextAsync(file)).Replace(original.Schema!.Name, schema, StringComparison.Ordinal));
            }
            else
            {
                File.Copy(file, target);
            }
        }
    }

    /// <summary>Copies its database alone; what a tenant's settings say of the copy.</summary>
    /// <param name="site">The folder of the tenant that gets it.</param>
    internal async Task<Dictionary<string, string>> CopyDatabaseAsync(string site, string database)
    {
        var original = await OriginalAsync(database);
        Directory.CreateDirectory(site);
        if (original.Schema is not null)
        {
            return new() { ["DatabaseProvider"] = database, ["ConnectionString"] = await Postgres.SharedAsync(), ["Schema"] = await original.Schema.CopyAsync() };
        }

        File.Copy(Path.Combine(SiteOf(original.Folder), "crm.db"), Path.Combine(site, "crm.db"));
        return new() { ["DatabaseProvider"] = database };
    }

    private Task<Original> OriginalAsync(string database) => _originals.GetOrAdd(database, _ => new(() => PrepareAsync(database))).Value;

    private static string SiteOf(string folder) => Path.Combine(folder, "App_Data", "Sites", "Default");

    private async Task<Original> PrepareAsync(string database)
    {
        var folder = Directory.CreateTempSubdirectory("crm-prepared-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var connection = database == "Postgres" ? await Postgres.SharedAsync() : null;
        var schema = connection is null ? null : Postgres.NewSchema();
        await using (var host = await TestHost.StartAsync(new TestHostOptions { Folder = folder, Plugins = Plugins }))
        {
            await host.SetupTenantAsync(recipe: Recipe, features: Features, change: settings => (settings["DatabaseProvider"], settings["ConnectionString"], settings["Schema"]) = (database, connection, schema));
            if (Fill is not null)
            {
                await Fill(host);
            }
        }

        // A job that was still at work when its shell was let go closes the database behind it; only then is the file whole.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (Directory.EnumerateFiles(folder, "crm.db-*", SearchOption.AllDirectories).Any())
        {
            await Task.Delay(10, patience.Token);
        }

        await LetLeasesGoAsync(folder, connection, schema);
        return new Original(folder, schema is null ? null : await PostgresSchema.ReadAsync(schema));
    }

    // They were the host's that has ended: another one would wait for them, for ever where its clock stands still.
    private static async Task LetLeasesGoAsync(string folder, string? connection, string? schema)
    {
        if (connection is not null)
        {
            await using var source = NpgsqlDataSource.Create(connection);
            await using var clear = source.CreateCommand($"DELETE FROM \"{schema}\".\"TenantLock\"");
            await clear.ExecuteNonQueryAsync();
            return;
        }

        await using var file = new SqliteConnection($"Data Source={Path.Combine(SiteOf(folder), "crm.db")};Pooling=False");
        await file.OpenAsync();
        await using var command = file.CreateCommand();
        command.CommandText = "DELETE FROM \"TenantLock\"; PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync();
    }

    /// <param name="Folder">The folder of the host that it was set up on.</param>
    /// <param name="Schema">What its schema holds; null on SQLite.</param>
    private sealed record Original(string Folder, PostgresSchema? Schema);
}
