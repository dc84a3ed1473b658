using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Kernel.Backup.Portable;

/// <summary>Copies the portable database into a schema that does not exist yet, in one transaction.</summary>
internal static class SqliteToPostgres
{
    public static async Task CopyAsync(string file, string connectionString, string schema, CancellationToken cancellationToken)
    {
        await using var source = SqliteSnapshot.Open(file, SqliteOpenMode.ReadOnly);
        await source.OpenAsync(cancellationToken);
        await using var target = await OpenAsync(connectionString, cancellationToken);
        await using var transaction = await target.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(target, $"CREATE SCHEMA {Quoted.Name(schema)}", cancellationToken);
        foreach (var table in await SqliteCatalog.ReadAsync(source, cancellationToken))
        {
            await ExecuteAsync(target, PortableDdl.PostgresTable(schema, table), cancellationToken);
            var copied = await CopyAsync(source, target, schema, table, cancellationToken);
            foreach (var index in PortableDdl.PostgresIndexes(schema, table))
            {
                await ExecuteAsync(target, index, cancellationToken);
            }

            if (copied > 0)
            {
                await NumberOnAsync(target, schema, table, cancellationToken);
            }
        }

        await using (var next = source.CreateCommand())
        {
            next.CommandText = DocumentNumbers.Next;
            await ExecuteAsync(target, DocumentNumbers.InPostgres(schema, (long)(await next.ExecuteScalarAsync(cancellationToken))!), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Rows by table.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> CountAsync(string connectionString, string schema, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(connectionString, cancellationToken);
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await PostgresCatalog.ReadAsync(connection, schema, cancellationToken))
        {
            await using var command = new NpgsqlCommand($"SELECT COUNT(*) FROM {Quoted.Name(schema)}.{Quoted.Name(table.Name)}", connection);
            counts[table.Name] = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        }

        return counts;
    }

    /// <summary>Drops a schema with all that is in it.</summary>
    public static async Task DropAsync(string connectionString, string schema, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(connectionString, cancellationToken);
        await ExecuteAsync(connection, $"DROP SCHEMA IF EXISTS {Quoted.Name(schema)} CASCADE", cancellationToken);
    }

    private static async Task<long> CopyAsync(SqliteConnection source, NpgsqlConnection target, string schema, PortableTable table, CancellationToken cancellationToken)
    {
        var names = Quoted.Names(table.Columns.Select(column => column.Name));
        var types = table.Columns.Select(column => Binary(column.Type)).ToList();
        await using var select = source.CreateCommand();
        select.CommandText = $"SELECT {names} FROM {Quoted.Name(table.Name)}";
        select.CommandTimeout = 0;
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        await using var importer = await target.BeginBinaryImportAsync($"COPY {Quoted.Name(schema)}.{Quoted.Name(table.Name)} ({names}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        importer.Timeout = TimeSpan.FromHours(6);
        var rows = 0L;
        while (reader.Read())
        {
            await importer.StartRowAsync(cancellationToken);
            for (var i = 0; i < types.Count; i++)
            {
                if (PortableValues.ToPostgres(reader.GetValue(i), table.Columns[i].Type) is { } value)
                {
                    await importer.WriteAsync(value, types[i], cancellationToken);
                }
                else
                {
                    await importer.WriteNullAsync(cancellationToken);
                }
            }

            rows++;
        }

        await importer.CompleteAsync(cancellationToken);
        return rows;
    }

    /// <summary>The next number the database gives is beyond those copied.</summary>
    private static async Task NumberOnAsync(NpgsqlConnection target, string schema, PortableTable table, CancellationToken cancellationToken)
    {
        foreach (var column in table.Columns.Where(column => column.IsIdentity))
        {
            var name = $"{Quoted.Name(schema)}.{Quoted.Name(table.Name)}";
            await ExecuteAsync(target,
                $"SELECT setval(pg_get_serial_sequence({Quoted.Literal(name)}, {Quoted.Literal(column.Name)}), (SELECT GREATEST(MAX({Quoted.Name(column.Name)}), 1) FROM {name}))",
                cancellationToken);
        }
    }

    private static NpgsqlDbType Binary(ColumnType type) => type switch
    {
        ColumnType.Integer => NpgsqlDbType.Bigint,
        ColumnType.Integer32 => NpgsqlDbType.Integer,
        ColumnType.Boolean => NpgsqlDbType.Boolean,
        ColumnType.Real => NpgsqlDbType.Double,
        ColumnType.Decimal => NpgsqlDbType.Numeric,
        ColumnType.Moment => NpgsqlDbType.Timestamp,
        ColumnType.Date => NpgsqlDbType.Date,
        ColumnType.Guid => NpgsqlDbType.Uuid,
        ColumnType.Blob => NpgsqlDbType.Bytea,
        _ => NpgsqlDbType.Text,
    };

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 }.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
