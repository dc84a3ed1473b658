using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Data;
using Npgsql;

namespace Crm.Kernel.Data.Postgres;

/// <summary>A connection from the pool, set to one tenant's schema.</summary>
internal sealed class PostgresStoreConnection : StoreConnection
{
    /// <summary>How many ids one step of the sequence gives.</summary>
    public const int IdBlock = 1024;

    private readonly NpgsqlConnection _connection;
    private readonly PostgresWriter _writer;

    public PostgresStoreConnection(NpgsqlConnection connection)
    {
        (_connection, _writer) = (connection, new PostgresWriter(connection));
        Db = new StoreDb(PostgresValues.Options.UseConnection(PostgresValues.Provider, connection, false), PostgresValues.Options);
    }

    public override DataConnection Db { get; }

    public override async Task BeginAsync(bool background, CancellationToken cancellationToken = default)
    {
        await RunAsync("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", cancellationToken);
        InTransaction = true;
    }

    public override async Task CommitAsync()
    {
        await RunAsync("COMMIT");
        InTransaction = false;
    }

    public override async Task RollbackAsync()
    {
        await RunAsync("ROLLBACK");
        InTransaction = false;
    }

    public override async Task<IReadOnlyList<StoredDocument>> ReadAsync(IReadOnlyList<long> ids)
    {
        await using var command = Command("SELECT \"Id\", \"Type\", \"Version\", \"Content\" FROM \"Document\" WHERE \"Id\" = ANY($1)", ids.ToArray());
        await using var reader = await command.ExecuteReaderAsync();
        var documents = new List<StoredDocument>(ids.Count);
        while (await reader.ReadAsync())
        {
            documents.Add(new StoredDocument(reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetFieldValue<byte[]>(3)));
        }

        return documents;
    }

    public override async Task<IReadOnlyDictionary<long, long>> LockVersionsAsync(IReadOnlyList<long> ids)
    {
        // In one order, so that two sessions cannot wait for each other.
        await using var command = Command("SELECT \"Id\", \"Version\" FROM \"Document\" WHERE \"Id\" = ANY($1) ORDER BY \"Id\" FOR UPDATE", ids.ToArray());
        await using var reader = await command.ExecuteReaderAsync();
        var versions = new Dictionary<long, long>(ids.Count);
        while (await reader.ReadAsync())
        {
            versions[reader.GetInt64(0)] = reader.GetInt64(1);
        }

        return versions;
    }

    public override async Task<long> TakeIdsAsync(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, IdBlock);
        var own = !InTransaction;
        if (own)
        {
            await BeginAsync(background: false);
        }

        await using var command = Command("SELECT nextval('\"DocumentIds\"')");
        var first = (long)(await command.ExecuteScalarAsync())!;
        if (own)
        {
            await CommitAsync();
        }

        return first;
    }

    public override Task WriteAsync(WriteSet writes) => _writer.WriteAsync(writes);

    public override Task AppendAsync(IReadOnlyList<ChangeLogRow> rows) => _writer.AppendAsync(rows);

    public override async ValueTask ReturnAsync()
    {
        await Db.DisposeAsync();
        try
        {
            if (InTransaction)
            {
                await RollbackAsync();
            }
        }
        finally
        {
            await _connection.DisposeAsync();
        }
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken = default)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, _connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
