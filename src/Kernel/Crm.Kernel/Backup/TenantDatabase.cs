using Crm.Kernel.Backup.Portable;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Microsoft.Data.Sqlite;

namespace Crm.Kernel.Backup;

/// <summary>Where a tenant's database is, and how it is saved to and filled from the portable form. A host singleton.</summary>
public sealed class TenantDatabase(HostFolders folders, TimeProvider time)
{
    private static readonly HashSet<string> s_own = new(StringComparer.OrdinalIgnoreCase) { "DatabaseProvider", "ConnectionString", "Schema", "DatabaseName", "TablePrefix" };

    /// <summary>Whether the setting says where the database is: it belongs to the host, not to the tenant that moves in.</summary>
    internal static bool IsItsOwn(string key) => s_own.Contains(key);

    /// <summary>Copies the database into a new portable file.</summary>
    internal Task SaveAsync(ShellSettings settings, string file, CancellationToken cancellationToken)
        => IsPostgres(settings)
            ? PostgresToSqlite.CopyAsync(ConnectionString(settings), settings["Schema"]!, file, cancellationToken)
            : SqliteSnapshot.CopyAsync(FileOf(settings), file, cancellationToken);

    /// <summary>
    /// Puts the portable file beside the tenant's present database and returns the settings that lead to it. Nothing sees it before they are stored.
    /// </summary>
    internal async Task<Dictionary<string, string?>> PlaceAsync(ShellSettings settings, string file, IReadOnlyDictionary<string, long> tables, CancellationToken cancellationToken)
    {
        var stamp = time.GetUtcNow().ToString("yyMMddHHmmssfff", System.Globalization.CultureInfo.InvariantCulture);
        if (!IsPostgres(settings))
        {
            var name = $"crm-{stamp}.db";
            Directory.CreateDirectory(folders.Site(settings));
            File.Move(file, Path.Combine(folders.Site(settings), name));
            return new() { ["DatabaseName"] = name };
        }

        var schema = $"{Base(settings["Schema"] ?? settings.Name)}_{stamp}";
        await SqliteToPostgres.CopyAsync(file, ConnectionString(settings), schema, cancellationToken);
        var copied = await SqliteToPostgres.CountAsync(ConnectionString(settings), schema, cancellationToken);
        if (tables.Any(table => copied.GetValueOrDefault(table.Key, -1) != table.Value))
        {
            await SqliteToPostgres.DropAsync(ConnectionString(settings), schema, cancellationToken);
            throw new BackupRefusedException("The rows that arrived in the database are not those of the backup; nothing was changed.");
        }

        return new() { ["Schema"] = schema };
    }

    /// <summary>Throws a database away that the tenant's settings no longer lead to.</summary>
    internal async Task DropAsync(ShellSettings settings, IReadOnlyDictionary<string, string?> place, CancellationToken cancellationToken)
    {
        if (IsPostgres(settings))
        {
            await SqliteToPostgres.DropAsync(ConnectionString(settings), place["Schema"]!, cancellationToken);
            return;
        }

        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(Path.Combine(folders.Site(settings), place.GetValueOrDefault("DatabaseName") ?? DefaultFile) + suffix);
        }
    }

    /// <summary>The settings that lead to the database now.</summary>
    internal static Dictionary<string, string?> PlaceOf(ShellSettings settings)
        => IsPostgres(settings) ? new() { ["Schema"] = settings["Schema"] } : new() { ["DatabaseName"] = settings["DatabaseName"] };

    private const string DefaultFile = "crm.db";

    private string FileOf(ShellSettings settings) => Path.Combine(folders.Site(settings), settings["DatabaseName"] ?? DefaultFile);

    private static string ConnectionString(ShellSettings settings)
        => settings["ConnectionString"] ?? throw new BackupRefusedException($"The tenant {settings.Name} names no connection string for PostgreSQL.");

    private static bool IsPostgres(ShellSettings settings) => settings.DatabaseProvider == "Postgres";

    /// <summary>A schema's name without the stamp of an earlier restore, short enough to take a new one.</summary>
    private static string Base(string schema)
    {
        var name = System.Text.RegularExpressions.Regex.Replace(schema.ToLowerInvariant(), @"_[0-9]{15}\z", "");
        return name[..Math.Min(name.Length, 40)];
    }
}
