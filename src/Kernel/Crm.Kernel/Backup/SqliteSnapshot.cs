using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crm.Kernel.Backup;

/// <summary>Copies a live SQLite file in one read transaction, and looks a copy over.</summary>
internal static class SqliteSnapshot
{
    /// <summary>Readers and writers of the source go on meanwhile.</summary>
    public static async Task CopyAsync(string source, string target, CancellationToken cancellationToken)
    {
        await using var connection = Open(source, SqliteOpenMode.ReadWrite);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $target";
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue("$target", target);
        await using var stop = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle));
        try
        {
            await Task.Run(command.ExecuteNonQuery, CancellationToken.None);
        }
        catch (SqliteException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>Readers of a database in use never wait for its writer.</summary>
    public static async Task UseWalAsync(string file, CancellationToken cancellationToken)
    {
        await using var connection = Open(file, SqliteOpenMode.ReadWrite);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Rows by table. Refuses a file that SQLite finds fault with.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> CheckAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = Open(file, SqliteOpenMode.ReadOnly);
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandTimeout = 0;
            command.CommandText = "PRAGMA integrity_check(1)";
            if (await command.ExecuteScalarAsync(cancellationToken) is not "ok")
            {
                throw new BackupRefusedException("This backup is damaged: its database does not pass the integrity check.");
            }

            return await CountAsync(connection, cancellationToken);
        }
        catch (SqliteException e)
        {
            throw new BackupRefusedException("This backup is damaged: its database cannot be read.", e);
        }
    }

    public static SqliteConnection Open(string file, SqliteOpenMode mode)
        => new(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 60 }.ToString());

    private static async Task<IReadOnlyDictionary<string, long>> CountAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        foreach (var table in await TablesAsync(connection, cancellationToken))
        {
            command.CommandText = $"SELECT COUNT(*) FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            counts[table] = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        }

        return counts;
    }

    public static async Task<IReadOnlyList<string>> TablesAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var tables = new List<string>();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }
}
