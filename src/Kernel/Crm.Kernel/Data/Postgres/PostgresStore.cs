using Crm.Kernel.Data.Schema;
using Crm.Kernel.Data.Stores;
using Npgsql;

namespace Crm.Kernel.Data.Postgres;

/// <summary>A tenant's database in one PostgreSQL schema.</summary>
internal sealed class PostgresStore(string tenant, NpgsqlDataSource pool, string schema) : TenantStore(tenant)
{
    private readonly Lock _preparing = new();
    private volatile bool _prepared;

    // The schema is set when a connection is rented, because the pool is shared. Writing outside a write transaction is refused.
    private readonly string _begin = $"SET search_path TO {TableSql.Quote(schema)}; SET default_transaction_read_only = on";

    public override string Provider => "Postgres";

    internal override async ValueTask<StoreConnection> RentAsync(CancellationToken cancellationToken = default)
    {
        Prepare();
        var connection = await pool.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand(_begin, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return new PostgresStoreConnection(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    internal override StoreConnection Rent()
    {
        Prepare();
        var connection = pool.OpenConnection();
        try
        {
            Run(connection, _begin);
            return new PostgresStoreConnection(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Idle connections belong to the pool, not to the tenant; only what is known of the tables is forgotten.</summary>
    public override void Close() => _prepared = false;

    // On the thread, once for each tenant in this process.
    private void Prepare()
    {
        if (_prepared)
        {
            return;
        }

        lock (_preparing)
        {
            if (_prepared)
            {
                return;
            }

            using var connection = pool.OpenConnection();
            Run(connection, "SET default_transaction_read_only = off");
            if (!IsMade(connection))
            {
                CreateTables(connection);
            }

            _prepared = true;
        }
    }

    private void CreateTables(NpgsqlConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        Run(connection, "SELECT pg_advisory_xact_lock(hashtextextended('crm/create', 0))");
        if (!IsMade(connection))
        {
            Run(connection, $"CREATE SCHEMA IF NOT EXISTS {TableSql.Quote(schema)}");
            Run(connection, $"SET LOCAL search_path TO {TableSql.Quote(schema)}");
            foreach (var statement in KernelTables.Statements("Postgres", PostgresValues.Schema))
            {
                Run(connection, statement);
            }

            Run(connection, $"CREATE SEQUENCE \"DocumentIds\" INCREMENT BY {PostgresStoreConnection.IdBlock}; COMMENT ON SEQUENCE \"DocumentIds\" IS '{TableSql.Mark}'");
        }

        transaction.Commit();
    }

    private bool IsMade(NpgsqlConnection connection)
        // Not to_regclass: it answers from a cache that does not notice what was committed while this transaction waited.
        => Run(connection, "SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = 'Document'", schema) is not null;

    private static object? Run(NpgsqlConnection connection, string sql, params string[] values)
    {
        using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command.ExecuteScalar();
    }
}
