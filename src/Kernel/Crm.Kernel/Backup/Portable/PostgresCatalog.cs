using Npgsql;

namespace Crm.Kernel.Backup.Portable;

/// <summary>The tables of one schema, as PostgreSQL describes them.</summary>
internal static class PostgresCatalog
{
    private const string Columns = """
        SELECT c.relname, a.attname, format_type(a.atttypid, NULL), NOT a.attnotnull,
               a.attidentity <> '' OR coalesce(pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%', false),
               CASE WHEN a.attidentity = '' AND a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE n.nspname = $1 AND c.relkind = 'r'
        ORDER BY c.relname, a.attnum
        """;

    private const string Indexes = """
        SELECT c.relname, i.relname, x.indisprimary, x.indisunique, pg_get_expr(x.indpred, x.indrelid), a.attname, (x.indoption[k.n - 1] & 1) = 1
        FROM pg_index x
        JOIN pg_class c ON c.oid = x.indrelid
        JOIN pg_class i ON i.oid = x.indexrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL generate_series(1, x.indnkeyatts) AS k(n)
        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[k.n - 1]
        WHERE n.nspname = $1 AND c.relkind = 'r'
        ORDER BY c.relname, i.relname, k.n
        """;

    public static async Task<IReadOnlyList<PortableTable>> ReadAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        var columns = new List<(string Table, PortableColumn Column)>();
        await using (var reader = await QueryAsync(connection, Columns, schema, cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var isIdentity = reader.GetBoolean(4);
                columns.Add((reader.GetString(0), new PortableColumn(
                    reader.GetString(1), ColumnTypes.OfPostgres(reader.GetString(2)), reader.GetBoolean(3), isIdentity,
                    isIdentity || reader.IsDBNull(5) ? null : ColumnTypes.PlainDefault(reader.GetString(5)))));
            }
        }

        var terms = new List<(string Table, string Index, bool IsKey, bool IsUnique, string? Where, string? Column, bool IsDescending)>();
        await using (var reader = await QueryAsync(connection, Indexes, schema, cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                terms.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), reader.GetBoolean(3),
                    reader.IsDBNull(4) ? null : reader.GetString(4), reader.IsDBNull(5) ? null : reader.GetString(5), reader.GetBoolean(6)));
            }
        }

        var indexes = terms.GroupBy(term => (term.Table, term.Index)).ToLookup(index => index.Key.Table);
        return columns.GroupBy(entry => entry.Table).Select(table => new PortableTable(
            table.Key,
            table.Select(entry => entry.Column).ToList(),
            indexes[table.Key].Where(index => index.First().IsKey).SelectMany(index => index.Select(term => term.Column!)).ToList(),
            indexes[table.Key].Where(index => !index.First().IsKey && index.All(term => term.Column is not null))
                .Select(index => new PortableIndex(index.Key.Index, index.Select(term => (term.Column!, term.IsDescending)).ToList(), index.First().IsUnique, index.First().Where))
                .ToList())).ToList();
    }

    private static async Task<NpgsqlDataReader> QueryAsync(NpgsqlConnection connection, string sql, string schema, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = schema } } };
        return await command.ExecuteReaderAsync(cancellationToken);
    }
}
