using System.Text.Json;
using Crm.Kernel.Hosting;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Admin.Status;

/// <summary>Rows of each table, size on disk, and the limits that the bench measured where its results lie beside the program.</summary>
[Right(AdminPermissions.ViewStatus)]
public sealed class Sizing(ISession session, ShellSettings settings, HostFolders folders, Microsoft.Extensions.Hosting.IHostEnvironment environment) : PageModel
{
    private const string SqliteTables = """SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'""";
    private const string PostgresTables = """
        SELECT c.relname AS "Name", CASE WHEN c.reltuples < 0 THEN 0 ELSE c.reltuples::bigint END AS "Rows", pg_total_relation_size(c.oid) AS "Bytes"
        FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
        """;

    /// <summary>The tables, the largest first.</summary>
    public IReadOnlyList<TableSize> Tables { get; private set; } = [];

    /// <summary>Whether the rows are the database's own estimate.</summary>
    public bool IsEstimate => settings.DatabaseProvider == "Postgres";

    /// <summary>Bytes of the database.</summary>
    public long DatabaseBytes { get; private set; }

    /// <summary>Bytes of the tenant's folder: files, keys, and the database when it is SQLite.</summary>
    public long FolderBytes { get; private set; }

    /// <summary>Bytes free on the disk of that folder.</summary>
    public long FreeBytes { get; private set; }

    /// <summary>What the bench measured.</summary>
    public IReadOnlyList<MeasuredLimit> Limits { get; private set; } = [];

    /// <summary>Counts.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var connection = await session.GetConnectionAsync();
        Tables = (IsEstimate ? await connection.QueryToListAsync<TableSize>(PostgresTables, cancellationToken) : await CountAsync(connection, cancellationToken))
            .OrderByDescending(table => table.Rows).ThenBy(table => table.Name, StringComparer.Ordinal).ToList();
        var folder = new DirectoryInfo(folders.Site(settings));
        FolderBytes = folder.Exists ? folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;
        FreeBytes = folder.Exists ? new DriveInfo(folder.FullName).AvailableFreeSpace : 0;
        DatabaseBytes = IsEstimate ? Tables.Sum(table => table.Bytes)
            : await connection.ExecuteAsync<long>("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()", cancellationToken);
        Limits = await MeasuredLimit.ReadAsync(Path.Combine(environment.ContentRootPath, "bench", "results"), cancellationToken);
    }

    private static async Task<IReadOnlyList<TableSize>> CountAsync(DataConnection connection, CancellationToken cancellationToken)
    {
        var sizes = new List<TableSize>();
        foreach (var name in await connection.QueryToListAsync<string>(SqliteTables, cancellationToken))
        {
            sizes.Add(new TableSize { Name = name, Rows = await connection.ExecuteAsync<long>($"SELECT COUNT(*) FROM \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", cancellationToken) });
        }

        return sizes;
    }
}

/// <summary>A table's size.</summary>
public sealed class TableSize
{
    /// <summary>The table.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its rows.</summary>
    public long Rows { get; set; }

    /// <summary>Its bytes with indexes; 0 where the database does not say.</summary>
    public long Bytes { get; set; }
}

/// <summary>A line of the bench: what was measured, its bar, and whether it holds it.</summary>
public sealed record MeasuredLimit(string Name, string Unit, double Value, string Bar, bool Holds)
{
    private const string WithoutBar = "none";

    /// <summary>The bench that measured it, by the name of its file.</summary>
    public string Bench { get; init; } = "";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    internal static async Task<IReadOnlyList<MeasuredLimit>> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var limits = new List<MeasuredLimit>();
        foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            await using var stream = System.IO.File.OpenRead(file);
            limits.AddRange((await JsonSerializer.DeserializeAsync<List<MeasuredLimit>>(stream, Json, cancellationToken) ?? [])
                .Where(limit => limit.Bar != WithoutBar).Select(limit => limit with { Bench = Path.GetFileNameWithoutExtension(file) }));
        }

        return limits;
    }
}
