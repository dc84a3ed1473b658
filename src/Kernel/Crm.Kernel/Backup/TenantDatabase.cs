using System.Text.RegularExpressions;
using Crm.Kernel.Backup.Portable;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;

namespace Crm.Kernel.Backup;

/// <summary>Where a tenant's database is, and how it is saved to and filled from the portable form. A host singleton.</summary>
public sealed partial class TenantDatabase(HostFolders folders)
{
    private static readonly HashSet<string> s_own = new(StringComparer.OrdinalIgnoreCase) { "DatabaseProvider", "ConnectionString", "Schema", "DatabaseName", "TablePrefix" };

    /// <summary>Whether the setting says where the database is: it belongs to the host, not to the tenant that moves in.</summary>
    internal static bool IsItsOwn(string key) => s_own.Contains(key);

    /// <summary>Copies the database into a new portable file.</summary>
    internal Task SaveAsync(ShellSettings settings, string file, CancellationToken cancellationToken)
        => IsPostgres(settings.DatabaseProvider)
            ? PostgresToSqlite.CopyAsync(Server(settings.Name, settings["ConnectionString"]), SchemaOf(settings), file, cancellationToken)
            : SqliteSnapshot.CopyAsync(FileOf(settings.Name, settings["DatabaseName"]), file, cancellationToken);

    /// <summary>The settings that lead to the database now.</summary>
    internal static Dictionary<string, string?> PlaceOf(ShellSettings settings) => new()
    {
        ["DatabaseProvider"] = settings.DatabaseProvider,
        ["ConnectionString"] = settings["ConnectionString"],
        [IsPostgres(settings.DatabaseProvider) ? "Schema" : "DatabaseName"] = IsPostgres(settings.DatabaseProvider) ? SchemaOf(settings) : settings["DatabaseName"],
    };

    /// <summary>The settings for a database of that tenant that does not exist yet.</summary>
    internal static Dictionary<string, string?> NewPlace(ShellSettings settings, string stamp)
    {
        var place = PlaceOf(settings);
        if (IsPostgres(settings.DatabaseProvider))
        {
            place["Schema"] = $"{Base(SchemaOf(settings))}_{stamp}";
        }
        else
        {
            place["DatabaseName"] = $"crm-{stamp}.db";
        }

        return place;
    }

    /// <summary>Whether the settings lead to that database.</summary>
    internal static bool IsAt(ShellSettings settings, Dictionary<string, string?> place)
        => PlaceOf(settings) is var present && present.Count == place.Count && present.All(entry => place.TryGetValue(entry.Key, out var value) && value == entry.Value);

    /// <summary>Fills a new database from the portable file, which is moved away when it can be used as it is. Nothing sees it before the settings lead there.</summary>
    internal async Task FillAsync(string tenant, Dictionary<string, string?> place, string file, IReadOnlyDictionary<string, long> rows, CancellationToken cancellationToken)
    {
        if (!IsPostgres(place["DatabaseProvider"]))
        {
            await SqliteSnapshot.UseWalAsync(file, cancellationToken);
            File.Move(file, FileOf(tenant, place["DatabaseName"]));
            return;
        }

        var (connection, schema) = (Server(tenant, place["ConnectionString"]), place["Schema"]!);
        await SqliteToPostgres.CopyAsync(file, connection, schema, cancellationToken);
        var copied = await SqliteToPostgres.CountAsync(connection, schema, cancellationToken);
        if (rows.Any(table => copied.GetValueOrDefault(table.Key, -1) != table.Value))
        {
            throw new BackupRefusedException("The rows that arrived in the database are not those of the backup; nothing was changed.");
        }
    }

    /// <summary>Throws a database away that no settings lead to; one that is gone already is fine.</summary>
    internal async Task DropAsync(string tenant, Dictionary<string, string?> place, CancellationToken cancellationToken)
    {
        if (IsPostgres(place["DatabaseProvider"]))
        {
            await SqliteToPostgres.DropAsync(Server(tenant, place["ConnectionString"]), place["Schema"]!, cancellationToken);
            return;
        }

        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(FileOf(tenant, place["DatabaseName"]) + suffix);
        }
    }

    private string FileOf(string tenant, string? name) => Path.Combine(folders.Site(tenant), name is { Length: > 0 } ? name : "crm.db");

    private static string SchemaOf(ShellSettings settings) => settings["Schema"] is { Length: > 0 } schema ? schema : settings.Name.ToLowerInvariant();

    private static string Server(string tenant, string? connectionString)
        => connectionString ?? throw new BackupRefusedException($"The tenant {tenant} names no connection string for PostgreSQL.");

    private static bool IsPostgres(string? provider) => provider == "Postgres";

    /// <summary>A schema's name without the stamp of an earlier restore, short enough to take a new one.</summary>
    private static string Base(string schema)
    {
        var name = Stamp().Replace(schema.ToLowerInvariant(), "");
        return name[..Math.Min(name.Length, 40)];
    }

    [GeneratedRegex(@"_[0-9]{15}\z")]
    private static partial Regex Stamp();
}
