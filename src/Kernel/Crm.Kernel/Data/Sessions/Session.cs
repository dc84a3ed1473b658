using System.Linq.Expressions;
using Crm.Kernel.Data.Queries;
using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Data;

namespace Crm.Kernel.Data.Sessions;

/// <summary>The unit of work. What it knows is in <see cref="IdentityMap"/>; how it is written is in <see cref="Flush"/>.</summary>
internal sealed class Session(TenantStore store, IndexMaps indexes, ChangeContext context, TimeProvider time) : Crm.Kernel.Data.ISession
{
    private readonly IdentityMap _known = new();
    private readonly List<ChangeLogRow> _log = [];
    private readonly HashSet<Type> _changedSingletons = [];
    private StoreConnection? _connection;
    private long _ownNext;
    private long _ownEnd;

    public IndexMaps Indexes => indexes;

    public ChangeContext Context => context;

    public async Task SaveAsync(object obj, bool checkConcurrency = false)
    {
        RefuseWhenReadOnly();
        var tracked = _known.Find(obj);
        if (tracked is null)
        {
            var id = await NewIdAsync();
            tracked = _known.Add(new Tracked(obj, id));
            DocumentId.Set(obj, id);
        }

        tracked.CheckConcurrency |= checkConcurrency;
        _known.Mark(tracked, PendingChange.Save);
    }

    public void Delete(object obj)
    {
        RefuseWhenReadOnly();
        if (_known.Find(obj) is not { } tracked)
        {
            throw new InvalidOperationException($"Only what this session has saved or loaded can be deleted; it does not know this {obj.GetType().Name}.");
        }

        _known.Mark(tracked, PendingChange.Delete);
    }

    public void Detach(object obj) => _known.Forget(obj);

    public async Task<T?> GetAsync<T>(long id) where T : class
        => _known.Find(id) is { } tracked ? Living<T>(tracked) : (await GetAsync<T>([id])).FirstOrDefault();

    public async Task<IReadOnlyList<T>> GetAsync<T>(IEnumerable<long> ids) where T : class
    {
        var wanted = ids as IReadOnlyList<long> ?? ids.ToList();
        await LoadAsync<T>(wanted.Where(id => _known.Find(id) is null).Distinct().ToList());
        return wanted.Select(id => _known.Find(id) is { } tracked ? Living<T>(tracked) : null).OfType<T>().ToList();
    }

    public long GetDocumentId(object obj) => _known.Find(obj)?.Id ?? 0;

    public long GetVersion(object obj) => _known.Find(obj)?.Version ?? 0;

    public T? GetStored<T>(T obj) where T : class
    {
        if (_known.Find(obj) is not { Content: { } content } tracked)
        {
            return null;
        }

        var stored = (T)DocumentJson.Read(content, obj.GetType());
        DocumentId.Set(stored, tracked.Id);
        return stored;
    }

    public IQuery<T> Query<T>() where T : class => new DocumentQuery<T>(this);

    public IQuery<T, TIndex> Query<T, TIndex>(Expression<Func<TIndex, bool>>? predicate = null) where T : class where TIndex : class, IIndex
        => new DocumentQuery<T>(this).With(predicate);

    public IQueryable<TIndex> QueryIndex<TIndex>() where TIndex : class, IIndex
    {
        _connection ??= store.Rent();
        return _connection.Db.GetTable<TIndex>();
    }

    public async Task<DataConnection> GetConnectionAsync(bool write = false)
    {
        if (write)
        {
            RefuseWhenReadOnly();
        }

        var connection = await ConnectAsync();
        if (write && !connection.InTransaction)
        {
            await connection.BeginAsync(context.IsBackground);
        }

        return connection.Db;
    }

    public void RecordChange(string table, string @event)
    {
        RefuseWhenReadOnly();
        if (!_log.Any(row => row.Kind == table && row.Event == @event))
        {
            _log.Add(ChangeLines.Of(table, @event, context, time.GetUtcNow().UtcDateTime));
        }
    }

    public async Task<long> TakeNumbersAsync(string series, int count = 1, long atLeast = 1)
    {
        RefuseWhenReadOnly();
        ArgumentException.ThrowIfNullOrEmpty(series);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var connection = await ConnectAsync();
        if (!connection.InTransaction || store.Provider == "Sqlite")
        {
            return await connection.TakeNumbersAsync(series, count, atLeast);
        }

        // The row of a series stays locked until its transaction ends: nobody else is to wait for the end of this one.
        var other = await store.RentAsync();
        try
        {
            return await other.TakeNumbersAsync(series, count, atLeast);
        }
        finally
        {
            await other.ReturnAsync();
        }
    }

    public async Task FlushAsync()
    {
        if (!_known.HasPending)
        {
            return;
        }

        var flush = new Flush(_known, indexes, context, time.GetUtcNow().UtcDateTime);
        var connection = await ConnectAsync();
        flush.Prepare();
        if (!connection.InTransaction)
        {
            await connection.BeginAsync(context.IsBackground);
        }

        _log.AddRange(await flush.WriteAsync(connection));
        _changedSingletons.UnionWith(flush.Singletons);
    }

    public async Task SaveChangesAsync()
    {
        try
        {
            await FlushAsync();
            if (_connection is not { InTransaction: true } connection)
            {
                context.HeldGate = TimeSpan.Zero;
                return;
            }

            var log = ChangeLines.Fold(_log);
            if (log.Count > 0)
            {
                await connection.AppendAsync(log);
            }

            await connection.CommitAsync();
            context.HeldGate = connection.HeldGate;
        }
        catch
        {
            await CancelAsync();
            throw;
        }

        Committed();
    }

    public async Task CancelAsync()
    {
        _known.Clear();
        _log.Clear();
        _changedSingletons.Clear();
        if (_connection is { InTransaction: true } connection)
        {
            await connection.RollbackAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
        {
            await connection.ReturnAsync();
        }

        _known.Clear();
    }

    /// <summary>Marks the document of an <see cref="IDocumentManager{TDocument}"/>.</summary>
    public async Task SaveSingletonAsync(object document)
    {
        await SaveAsync(document, checkConcurrency: true);
        _known.Find(document)!.IsSingleton = true;
    }

    /// <summary>Whether a change of that class by this unit of work is not committed yet.</summary>
    public bool HasChanged(Type type) => _changedSingletons.Contains(type) || _known.HasPendingOf(type);

    /// <summary>Marks a state of the past to be written over the document, or made anew under its old id.</summary>
    public async Task RestoreAsync(Type type, long id, byte[] content, long firstVersion, string @event)
    {
        RefuseWhenReadOnly();
        var present = _known.Find(id) ?? (await LoadAsync<object>([id])).FirstOrDefault();
        var document = DocumentJson.Read(content, type);
        DocumentId.Set(document, id);
        _known.Replace(present, new Tracked(document, id)
        {
            Version = present?.Version ?? 0,
            Content = present?.Content,
            FirstVersion = firstVersion,
            CheckConcurrency = true,
            Event = @event,
        });
    }

    /// <summary>Marks a document to be deleted by its id.</summary>
    public async Task DeleteAsync(long id, string @event)
    {
        RefuseWhenReadOnly();
        var present = _known.Find(id) ?? (await LoadAsync<object>([id])).First();
        (present.CheckConcurrency, present.Event) = (true, @event);
        _known.Mark(present, PendingChange.Delete);
    }

    /// <summary>The content of a document as this unit of work sees it; null when there is none.</summary>
    public async Task<StoredDocument?> ReadStoredAsync(long id)
    {
        await FlushAsync();
        var found = await (await ConnectAsync()).ReadAsync([id]);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The documents in the order of the ids, without remembering them.</summary>
    public async Task<IReadOnlyList<T>> ReadUntrackedAsync<T>(IReadOnlyList<long> ids) where T : class
    {
        var stored = await (await ConnectAsync()).ReadAsync(ids);
        var byId = stored.ToDictionary(document => document.Id, document => Materialise<T>(document));
        return ids.Select(id => byId.GetValueOrDefault(id)).OfType<T>().ToList();
    }

    public async Task<DataConnection> ConnectForQueryAsync()
    {
        await FlushAsync();
        return (await ConnectAsync()).Db;
    }

    private async Task<IReadOnlyList<Tracked>> LoadAsync<T>(IReadOnlyList<long> ids) where T : class
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var loaded = new List<Tracked>(ids.Count);
        foreach (var stored in await (await ConnectAsync()).ReadAsync(ids))
        {
            if (Materialise<T>(stored) is { } document)
            {
                loaded.Add(_known.Add(new Tracked(document, stored.Id) { Version = stored.Version, Content = stored.Content }));
            }
        }

        return loaded;
    }

    private static T? Materialise<T>(StoredDocument stored) where T : class
    {
        var type = stored.Type == DocumentTypes.NameOf(typeof(T)) ? typeof(T) : DocumentTypes.Find(stored.Type);
        if (!type.IsAssignableTo(typeof(T)))
        {
            return null;
        }

        var document = (T)DocumentJson.Read(stored.Content, type);
        DocumentId.Set(document, stored.Id);
        return document;
    }

    private static T? Living<T>(Tracked tracked) where T : class => tracked.Pending == PendingChange.Delete ? null : tracked.Document as T;

    private async ValueTask<StoreConnection> ConnectAsync() => _connection ??= await store.RentAsync();

    private async ValueTask<long> NewIdAsync()
    {
        if (store.Ids.TryTake(out var id))
        {
            return id;
        }

        // Within its own transaction a session takes ids for itself: if they were shared and it rolled back, they would be given twice.
        var connection = await ConnectAsync();
        return connection.InTransaction ? await TakeOwnIdAsync(connection) : await store.Ids.TakeAsync(connection);
    }

    private async ValueTask<long> TakeOwnIdAsync(StoreConnection connection)
    {
        if (_ownNext == _ownEnd)
        {
            const int Block = 256;
            _ownNext = await connection.TakeIdsAsync(Block);
            _ownEnd = _ownNext + Block;
        }

        return _ownNext++;
    }

    private void Committed()
    {
        (_ownNext, _ownEnd) = (0, 0);
        foreach (var type in _changedSingletons)
        {
            store.Documents.Forget(type);
        }

        _changedSingletons.Clear();
        if (_log.Count > 0)
        {
            _log.Clear();
            store.RaiseCommitted();
        }
    }

    private void RefuseWhenReadOnly()
    {
        if (context.IsReadOnly)
        {
            throw new InvalidOperationException("This session is read-only: a GET request may not change anything.");
        }
    }
}
