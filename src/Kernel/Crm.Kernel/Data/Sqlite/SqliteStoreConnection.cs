using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider.SQLite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crm.Kernel.Data.Sqlite;

/// <summary>A connection to a tenant's SQLite file with its prepared statements.</summary>
internal sealed class SqliteStoreConnection : StoreConnection, IDisposable
{
    // How long another process may hold the file before a save fails.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private const int BusyMilliseconds = 10_000;

    private readonly SqliteStore _store;
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = [];
    private readonly SqliteWriter _writer;
    private bool _holdsGate;
    private long _gateTaken;

    public SqliteStoreConnection(SqliteStore store, SqliteConnection connection, int generation)
    {
        (_store, _connection, Generation) = (store, connection, generation);
        Db = new StoreDb(SqliteValues.Options.UseConnection(SQLiteTools.GetDataProvider(SQLiteProvider.Microsoft), connection, false), SqliteValues.Options);
        _writer = new SqliteWriter(this);
        // While another process opens the file first or closes it last, even a reader meets a lock, for moments.
        raw.sqlite3_busy_timeout(Handle, BusyMilliseconds);
        Execute("PRAGMA synchronous=NORMAL");
        Execute("PRAGMA foreign_keys=ON");
        Execute("PRAGMA cache_size=-16000");
        Execute("PRAGMA temp_store=MEMORY");
        Execute("PRAGMA journal_size_limit=67108864");
        // LIKE then uses an index for a prefix, and means the same as on PostgreSQL.
        Execute("PRAGMA case_sensitive_like=ON");
        Execute("PRAGMA query_only=ON");
    }

    public override DataConnection Db { get; }

    public int Generation { get; }

    public sqlite3 Handle => _connection.Handle!;

    public override async Task BeginAsync(bool background, CancellationToken cancellationToken = default)
    {
        await _store.Gate.EnterAsync(background, cancellationToken);
        (_holdsGate, _gateTaken) = (true, TimeProvider.System.GetTimestamp());
        try
        {
            Execute("PRAGMA query_only=OFF");
            await BeginImmediateAsync(cancellationToken);
            InTransaction = true;
        }
        catch
        {
            await EndAsync("ROLLBACK");
            throw;
        }
    }

    public override Task CommitAsync() => EndAsync("COMMIT");

    public override Task RollbackAsync() => EndAsync("ROLLBACK");

    public override Task<IReadOnlyList<StoredDocument>> ReadAsync(IReadOnlyList<long> ids)
    {
        var statement = Statement("SELECT \"Type\", \"Version\", \"Content\" FROM \"Document\" WHERE \"Id\" = ?1");
        var documents = new List<StoredDocument>(ids.Count);
        foreach (var id in ids)
        {
            statement.Bind(1, id);
            if (statement.Step())
            {
                documents.Add(new StoredDocument(id, statement.Text(0), statement.Int64(1), statement.Utf8(2)));
            }

            statement.Reset();
        }

        return Task.FromResult<IReadOnlyList<StoredDocument>>(documents);
    }

    public override Task<IReadOnlyDictionary<long, long>> LockVersionsAsync(IReadOnlyList<long> ids)
    {
        // The transaction is the only writer already.
        var statement = Statement("SELECT \"Version\" FROM \"Document\" WHERE \"Id\" = ?1");
        var versions = new Dictionary<long, long>(ids.Count);
        foreach (var id in ids)
        {
            statement.Bind(1, id);
            if (statement.Step())
            {
                versions[id] = statement.Int64(0);
            }

            statement.Reset();
        }

        return Task.FromResult<IReadOnlyDictionary<long, long>>(versions);
    }

    // The series of documents has no name.
    public override Task<long> TakeIdsAsync(int count) => TakeNumbersAsync("", count, 1);

    public override Task WriteAsync(WriteSet writes)
    {
        _writer.Write(writes);
        return Task.CompletedTask;
    }

    public override Task AppendAsync(IReadOnlyList<ChangeLogRow> rows)
    {
        _writer.Append(rows);
        return Task.CompletedTask;
    }

    public override async ValueTask ReturnAsync()
    {
        if (InTransaction)
        {
            await RollbackAsync();
        }

        _store.Return(this);
    }

    public SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements.Add(sql, statement = new SqliteStatement(Handle, sql));
        }

        return statement;
    }

    public void Execute(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(Handle, sql), Handle);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        Db.Dispose();
        _connection.Dispose();
    }

    // The driver would sleep on the thread while another process writes; this waits without one.
    private async Task BeginImmediateAsync(CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        raw.sqlite3_busy_timeout(Handle, 0);
        try
        {
            for (var pause = 1; ; pause = Math.Min(pause * 2, 25))
            {
                var result = raw.sqlite3_exec(Handle, "BEGIN IMMEDIATE");
                if (result != raw.SQLITE_BUSY || TimeProvider.System.GetElapsedTime(started) > _patience)
                {
                    SqliteException.ThrowExceptionForRC(result, Handle);
                    return;
                }

                await Task.Delay(pause, cancellationToken);
            }
        }
        finally
        {
            raw.sqlite3_busy_timeout(Handle, BusyMilliseconds);
        }
    }

    private Task EndAsync(string sql)
    {
        try
        {
            // SQLite has rolled back by itself after some errors (disk full); then there is nothing to end.
            if (raw.sqlite3_get_autocommit(Handle) == 0)
            {
                Execute(sql);
            }

            InTransaction = false;
            Execute("PRAGMA query_only=ON");
        }
        finally
        {
            if (_holdsGate && !InTransaction)
            {
                _holdsGate = false;
                HeldGate = TimeProvider.System.GetElapsedTime(_gateTaken);
                _store.Gate.Leave();
            }
        }

        return Task.CompletedTask;
    }
}
