using Crm.Kernel.Data.Sqlite;
using Crm.Kernel.Data.Stores;
using Microsoft.Data.Sqlite;

namespace Crm.Kernel.PersonalData;

/// <summary>
/// What rows leave behind when they are gone. An SQLite file keeps their bytes in free room until something else needs it, its journal longer still: the file is written anew and the
/// journal cut. Who reads meanwhile goes on; who saves waits, about a second for 100 MB. PostgreSQL frees the room itself (VACUUM), see docs/privacy.md.
/// </summary>
public sealed class DatabaseRemains(TenantStore store)
{
    private const int Tries = 50;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Overwrites what is left of rows that are gone. False when somebody still read the file as it was: to be called again.</summary>
    public async Task<bool> ScrubAsync(CancellationToken cancellationToken)
    {
        if (store is not SqliteStore file)
        {
            return true;
        }

        await file.Gate.EnterAsync(background: true, cancellationToken);
        try
        {
            // A connection of its own: the rented ones keep temporary data in memory, and this makes a second copy of the file.
            await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file.FilePath, Pooling = false }.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await RunAsync(connection, "PRAGMA busy_timeout=10000", cancellationToken);
            await RunAsync(connection, "VACUUM", cancellationToken);
            for (var turn = 0; turn < Tries; turn++)
            {
                // The first column says whether a reader kept the journal from being cut.
                if (await RunAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken) is 0L)
                {
                    return true;
                }

                await Task.Delay(s_pause, cancellationToken);
            }

            return false;
        }
        finally
        {
            file.Gate.Leave();
        }
    }

    private static async Task<object?> RunAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
