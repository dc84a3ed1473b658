using System.Diagnostics;
using Crm.Bench.Hosts;
using Microsoft.Data.Sqlite;

namespace Crm.Bench.Import;

/// <summary>Writes the very rows that an import wrote into a database of the same tables, by prepared statements in transactions of the same size. Reading them is not counted.</summary>
internal sealed class RawRows : IDisposable
{
    private const int Batch = 500;

    private readonly SqliteConnection _from;
    private readonly SqliteConnection _to;
    private readonly List<(string Table, string Key, SqliteCommand Insert)> _tables = [];

    public RawRows(string from, string to)
    {
        (_from, _to) = (Sql.Open(from), Sql.Open(to));
        foreach (var pragma in new[] { "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-16000", "temp_store=MEMORY" })
        {
            _to.Run($"PRAGMA {pragma}");
        }

        foreach (var table in _from.Texts("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'").Where(table => table == "Document" || Columns(table).Contains("DocumentId")).Where(table => table != "DocumentSingleton"))
        {
            var columns = Columns(table);
            var insert = _to.CreateCommand();
            insert.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"${i}"))})";
            for (var i = 0; i < columns.Count; i++)
            {
                insert.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            }

            insert.Prepare();
            _tables.Add((table, table == "Document" ? "Id" : "DocumentId", insert));
        }
    }

    /// <summary>Seconds that writing the rows of all documents after that id took.</summary>
    public double Write(long after)
    {
        var ids = _from.Texts($"SELECT CAST(Id AS TEXT) FROM Document WHERE Id > {after} ORDER BY Id").Select(long.Parse).ToList();
        var time = TimeSpan.Zero;
        foreach (var batch in ids.Chunk(Batch))
        {
            var rows = _tables.Select(table => (table.Insert, Rows: Read(table.Table, table.Key, batch[0], batch[^1]))).ToList();
            var started = Stopwatch.GetTimestamp();
            using var transaction = _to.BeginTransaction();
            foreach (var (insert, values) in rows)
            {
                insert.Transaction = transaction;
                values.ForEach(row => Run(insert, row));
            }

            transaction.Commit();
            time += Stopwatch.GetElapsedTime(started);
        }

        return time.TotalSeconds;
    }

    public void Dispose()
    {
        _tables.ForEach(table => table.Insert.Dispose());
        _from.Dispose();
        _to.Dispose();
    }

    private static void Run(SqliteCommand insert, object[] row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            insert.Parameters[i].Value = row[i];
        }

        insert.ExecuteNonQuery();
    }

    private List<string> Columns(string table) => _from.Texts($"SELECT name FROM pragma_table_info('{table}')");

    private List<object[]> Read(string table, string key, long first, long last)
    {
        using var command = _from.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\" WHERE \"{key}\" BETWEEN {first} AND {last}";
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            rows.Add(new object[reader.FieldCount]);
            reader.GetValues(rows[^1]);
        }

        return rows;
    }
}
