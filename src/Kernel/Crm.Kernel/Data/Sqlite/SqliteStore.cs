using System.Collections.Concurrent;
using Crm.Kernel.Data.Schema;
using Crm.Kernel.Data.Stores;
using Microsoft.Data.Sqlite;

namespace Crm.Kernel.Data.Sqlite;

/// <summary>A tenant's database in one SQLite file.</summary>
internal sealed class SqliteStore : TenantStore
{
    private const int MaxIdle = 8;
    private readonly ConcurrentStack<SqliteStoreConnection> _idle = new();
    private readonly string _connectionString;
    private readonly Lock _preparing = new();
    private volatile bool _prepared;
    private int _generation;

    public SqliteStore(string tenant, string? connectionString, string path)
        : base(tenant)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString ?? "");
        if (builder.DataSource.Length == 0)
        {
            builder.DataSource = path;
        }

        builder.DataSource = Path.GetFullPath(builder.DataSource);
        builder.Pooling = false;
        (_connectionString, FilePath) = (builder.ConnectionString, builder.DataSource);
    }

    public override string Provider => "Sqlite";

    public string FilePath { get; }

    public WriteGate Gate { get; } = new();

    internal override ValueTask<StoreConnection> RentAsync(CancellationToken cancellationToken = default) => new(Rent());

    internal override StoreConnection Rent()
    {
        if (!_prepared)
        {
            Prepare();
        }

        return _idle.TryPop(out var idle) ? idle : Open();
    }

    public override void Close()
    {
        Renew();
        // The file may be another one when it is opened again (restored, or the tenant made anew).
        _prepared = false;
    }

    /// <summary>From here on connections are opened anew; those at work are closed when they come back. A connection keeps the statistics it was opened with.</summary>
    public void Renew()
    {
        Interlocked.Increment(ref _generation);
        while (_idle.TryPop(out var idle))
        {
            idle.Dispose();
        }
    }

    public void Return(SqliteStoreConnection connection)
    {
        if (connection.Generation != _generation || _idle.Count >= MaxIdle)
        {
            connection.Dispose();
            return;
        }

        _idle.Push(connection);
        if (connection.Generation != _generation)
        {
            Renew();
        }
    }

    private void Prepare()
    {
        lock (_preparing)
        {
            if (_prepared)
            {
                return;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
            using var connection = new SqliteConnection(_connectionString);
            connection.Open();
            CreateTables(connection);
            _prepared = true;
        }
    }

    // Another process may be doing the same; the driver waits for it here, on the thread, once in a file's life.
    private static void CreateTables(SqliteConnection connection)
    {
        if (IsMade(connection))
        {
            return;
        }

        Run(connection, "PRAGMA journal_mode=WAL");
        using var transaction = connection.BeginTransaction();
        if (!IsMade(connection))
        {
            foreach (var statement in KernelTables.Statements("Sqlite", SqliteValues.Schema))
            {
                Run(connection, statement);
            }
        }

        transaction.Commit();
    }

    private static bool IsMade(SqliteConnection connection)
        => Run(connection, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'Document'") is 1L;

    private static object? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private SqliteStoreConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return new SqliteStoreConnection(this, connection, _generation);
    }
}
