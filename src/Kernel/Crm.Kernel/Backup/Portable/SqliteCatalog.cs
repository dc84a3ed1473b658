using Microsoft.Data.Sqlite;

namespace Crm.Kernel.Backup.Portable;

/// <summary>The tables of an SQLite file, as it describes them.</summary>
internal static class SqliteCatalog
{
    public static async Task<IReadOnlyList<PortableTable>> ReadAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var tables = new List<PortableTable>();
        foreach (var name in await SqliteSnapshot.TablesAsync(connection, cancellationToken))
        {
            var columns = await RowsAsync(connection, "SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info($1) ORDER BY cid", name, cancellationToken);
            var numbers = await RowsAsync(connection, "SELECT 1 FROM sqlite_schema WHERE name = $1 AND sql LIKE '%AUTOINCREMENT%'", name, cancellationToken) is { Count: > 0 };
            var key = columns.Where(column => (long)column[4]! > 0).OrderBy(column => (long)column[4]!).Select(column => (string)column[0]!).ToList();
            tables.Add(new PortableTable(
                name,
                columns.Select(column => Column(column, key, numbers)).ToList(),
                key,
                await IndexesAsync(connection, name, cancellationToken)));
        }

        return tables;
    }

    private static PortableColumn Column(object?[] row, List<string> key, bool numbers)
    {
        var (name, declared) = ((string)row[0]!, (string)row[1]!);
        var isIdentity = numbers && key.Count == 1 && key[0] == name;
        return new PortableColumn(name, ColumnTypes.OfSqlite(declared), !isIdentity && (long)row[2]! == 0 && !key.Contains(name), isIdentity, row[3] as string);
    }

    private static async Task<IReadOnlyList<PortableIndex>> IndexesAsync(SqliteConnection connection, string table, CancellationToken cancellationToken)
    {
        var indexes = new List<PortableIndex>();
        var list = await RowsAsync(connection,
            "SELECT l.name, l.\"unique\", s.sql FROM pragma_index_list($1) l LEFT JOIN sqlite_schema s ON s.type = 'index' AND s.name = l.name WHERE l.origin <> 'pk' ORDER BY l.name",
            table, cancellationToken);
        foreach (var index in list)
        {
            var terms = await RowsAsync(connection, "SELECT name, \"desc\" FROM pragma_index_xinfo($1) WHERE key = 1 ORDER BY seqno", (string)index[0]!, cancellationToken);
            if (terms.All(term => term[0] is not null))
            {
                indexes.Add(new PortableIndex((string)index[0]!, terms.Select(term => ((string)term[0]!, (long)term[1]! == 1)).ToList(), (long)index[1]! == 1, Where(index[2] as string)));
            }
        }

        return indexes;
    }

    private static string? Where(string? sql)
    {
        var at = sql?.LastIndexOf(") WHERE ", StringComparison.OrdinalIgnoreCase) ?? -1;
        return at < 0 ? null : sql![(at + ") WHERE ".Length)..];
    }

    private static async Task<IReadOnlyList<object?[]>> RowsAsync(SqliteConnection connection, string sql, string argument, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$1", argument);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            rows.Add(row);
        }

        return rows;
    }
}
