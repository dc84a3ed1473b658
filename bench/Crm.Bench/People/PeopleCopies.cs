using System.Globalization;
using Crm.Bench.Hosts;
using Microsoft.Data.Sqlite;

namespace Crm.Bench.People;

/// <summary>Copies the demo families of a database within it: indexes are dropped, rows are copied table by table with other ids, indexes are made again as they were.</summary>
internal sealed class PeopleCopies : IDisposable
{
    private const string DemoPrefix = "4dem0";
    private const int SeedDigits = 7;

    // What demo ids stand in.
    private static readonly string[] s_ids = ["ContentItemId", "ContentItemVersionId", "HouseholdId", "PersonId", "OrganisationId", "SourceId", "AboutId"];

    private readonly SqliteConnection _connection;
    private readonly string _prefix;
    private readonly long _first;
    private readonly long _last;

    public PeopleCopies(string database)
    {
        _connection = Sql.Open(database);
        foreach (var pragma in new[] { "journal_mode=OFF", "synchronous=OFF", "cache_size=-800000", "temp_store=MEMORY", "locking_mode=EXCLUSIVE" })
        {
            _connection.Run($"PRAGMA {pragma}");
        }

        _prefix = ((string)_connection.Value($"SELECT min(ContentItemId) FROM PersonIndex WHERE ContentItemId LIKE '{DemoPrefix}%'"))[..(DemoPrefix.Length + SeedDigits)];
        _first = (long)_connection.Value($"SELECT min(DocumentId) FROM ContentItemIndex WHERE ContentItemId LIKE '{_prefix}%'");
        _last = (long)_connection.Value($"SELECT max(DocumentId) FROM ContentItemIndex WHERE ContentItemId LIKE '{_prefix}%'");
    }

    /// <summary>Copies until there are so many people.</summary>
    public void Multiply(int people, bool onlyLists)
    {
        var tables = onlyLists ? ["PersonIndex"] : Tables();
        var indexes = _connection.Texts("SELECT name || char(10) || sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").Where(index => tables.Exists(table => index.Contains($" ON \"{table}\"", StringComparison.Ordinal))).ToList();
        indexes.ForEach(index => _connection.Run($"DROP INDEX \"{index.Split('\n')[0]}\""));
        Assign(onlyLists);
        tables.ForEach(SetAside);
        var have = (long)_connection.Value("SELECT count(*) FROM PersonIndex");
        var each = (long)_connection.Value($"SELECT count(*) FROM {Source("PersonIndex")}");
        var step = ((_last / 1_000_000) + 1) * 1_000_000;
        for (var copy = 1; have < people; copy++)
        {
            var rows = Math.Min(people - have, each);
            var last = (long)_connection.Value($"SELECT DocumentId FROM {Source("PersonIndex")} ORDER BY DocumentId LIMIT 1 OFFSET {rows - 1}");
            tables.ForEach(table => Copy(table, copy, copy * step, last));
            have += rows;
        }

        indexes.ForEach(index => _connection.Run(index.Split('\n', 2)[1]));
        _connection.Run("UPDATE Identifiers SET NextVal = (SELECT max(DocumentId) FROM PersonIndex) + 10000000");
        _connection.Run("PRAGMA journal_mode=WAL");
    }

    public void Dispose() => _connection.Dispose();

    // Owners and days of change: the demo has one of each.
    private void Assign(bool onlyLists)
    {
        const string Owner = "'owner' || (\"DocumentId\" % 50)";
        const string Changed = "strftime('%Y-%m-%d %H:%M:%f', '2019-01-01', '+' || ((\"DocumentId\" * 7919) % 220000000) || ' seconds')";
        _connection.Run($"UPDATE PersonIndex SET Owner = {Owner}, ModifiedUtc = {Changed}");
        _connection.Run($"UPDATE ContentItemIndex SET Owner = {Owner} WHERE ContentType = 'Person'");
        if (!onlyLists)
        {
            _connection.Run("UPDATE Document SET Content = json_set(Content, '$.Owner', 'owner' || (Id % 50)) WHERE Id IN (SELECT DocumentId FROM PersonIndex)");
        }
    }

    private List<string> Tables() => [
        "Document",
        .. _connection.Texts("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('History', 'ChangeLog', 'DocumentSingleton')")
            .Where(table => Columns(table).Contains("DocumentId") && (long)_connection.Value($"SELECT EXISTS (SELECT 1 FROM \"{table}\" WHERE DocumentId BETWEEN {_first} AND {_last})") == 1),
    ];

    // What is copied, apart and in order: the table itself has lost its indexes, and grows.
    private void SetAside(string table)
    {
        _connection.Run($"CREATE TEMP TABLE {Source(table)} AS SELECT * FROM \"{table}\" WHERE \"{KeyOf(table)}\" BETWEEN {_first} AND {_last}");
        _connection.Run($"CREATE INDEX temp.\"Key{table}\" ON \"Source{table}\" (\"{KeyOf(table)}\")");
    }

    private static string Source(string table) => $"temp.\"Source{table}\"";

    private static string KeyOf(string table) => table == "Document" ? "Id" : "DocumentId";

    private void Copy(string table, int copy, long by, long last)
    {
        var key = KeyOf(table);
        var columns = Columns(table).Where(column => column != "Id" || table == "Document").ToList();
        var prefix = DemoPrefix + (9_000_000 + copy).ToString(CultureInfo.InvariantCulture);
        var values = columns.Select(column => column == key ? $"\"{key}\" + {by}"
            : column == "Content" ? $"replace(replace(Content, '{_prefix}', '{prefix}'), '@', '.{copy}@')"
            : s_ids.Contains(column) ? $"replace(\"{column}\", '{_prefix}', '{prefix}')"
            : column == "SeriesKey" ? $"\"{column}\" || '-{copy}'"
            : column is "Email" or "Value" or "Key" ? $"replace(\"{column}\", '@', '.{copy}@')"
            : column == "ModifiedUtc" && table == "PersonIndex" ? $"strftime('%Y-%m-%d %H:%M:%f', '2019-01-01', '+' || (((\"DocumentId\" + {by}) * 7919) % 220000000) || ' seconds')"
            : column == "Number" && table == "PersonIndex" ? $"\"Number\" + {by}"
            : column == "Owner" && table == "PersonIndex" ? $"'owner' || ((\"DocumentId\" + {copy}) % 50)"
            : $"\"{column}\"");
        _connection.Run($"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) SELECT {string.Join(", ", values)} FROM {Source(table)} WHERE \"{key}\" BETWEEN {_first} AND {last}");
    }

    private List<string> Columns(string table) => _connection.Texts($"SELECT name FROM pragma_table_info('{table}')");
}
