using System.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Crm.Kernel.Backup.Portable;

/// <summary>Copies a schema into an SQLite file, all tables as of one moment; the tenant lives on meanwhile.</summary>
internal static class PostgresToSqlite
{
    public static async Task CopyAsync(string connectionString, string schema, string file, CancellationToken cancellationToken)
    {
        await using var source = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 }.ToString());
        await source.OpenAsync(cancellationToken);
        await using var snapshot = await source.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await ExecuteAsync(source, "SET TRANSACTION READ ONLY", cancellationToken);

        await using var target = SqliteSnapshot.Open(file, SqliteOpenMode.ReadWriteCreate);
        await target.OpenAsync(cancellationToken);
        // The file is new and private: what a power cut leaves of it is thrown away.
        await ExecuteAsync(target, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", cancellationToken);
        foreach (var table in await PostgresCatalog.ReadAsync(source, schema, cancellationToken))
        {
            await ExecuteAsync(target, PortableDdl.SqliteTable(table), cancellationToken);
            await CopyAsync(source, schema, target, table, cancellationToken);
            foreach (var index in PortableDdl.SqliteIndexes(table))
            {
                await ExecuteAsync(target, index, cancellationToken);
            }
        }

        await ExecuteAsync(target, DocumentNumbers.InSqlite, cancellationToken);
    }

    private static async Task CopyAsync(NpgsqlConnection source, string schema, SqliteConnection target, PortableTable table, CancellationToken cancellationToken)
    {
        var names = Quoted.Names(table.Columns.Select(column => column.Name));
        await using var select = new NpgsqlCommand($"SELECT {names} FROM {Quoted.Name(schema)}.{Quoted.Name(table.Name)}", source);
        await using var reader = await select.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        await using var transaction = (SqliteTransaction)await target.BeginTransactionAsync(cancellationToken);
        await using var insert = target.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"INSERT INTO {Quoted.Name(table.Name)} ({names}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"$p{i}"))})";
        var parameters = table.Columns.Select((_, i) => insert.Parameters.Add(new SqliteParameter($"$p{i}", null))).ToList();
        while (await reader.ReadAsync(cancellationToken))
        {
            for (var i = 0; i < parameters.Count; i++)
            {
                parameters[i].Value = PortableValues.FromPostgres(reader, i, table.Columns[i].Type);
            }

            insert.ExecuteNonQuery();
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(System.Data.Common.DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
