using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Crm.Kernel.Data.Sessions;
using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Crm.Kernel.Data.Queries;

/// <summary>A query over documents: conditions on any number of indexes, sorted by one of them. Ids are selected first, then the documents are read.</summary>
internal class DocumentQuery<T>(Session session) : IQuery<T> where T : class
{
    private const int StreamBatch = 200;

    private protected Session Session { get; } = session;

    private protected QueryPlan Plan { get; init; } = new();

    public IQuery<T, TIndex> With<TIndex>(Expression<Func<TIndex, bool>>? predicate = null) where TIndex : class, IIndex
    {
        var query = new DocumentQuery<T, TIndex>(Session, Plan);
        return predicate is null ? query : query.Where(predicate);
    }

    public IQuery<T> Skip(int count)
    {
        Plan.Skip = count;
        return this;
    }

    public IQuery<T> Take(int count)
    {
        Plan.Take = count;
        return this;
    }

    public async Task<T?> FirstOrDefaultAsync(CancellationToken cancellationToken = default)
    {
        var ids = await IdsAsync(1, cancellationToken);
        return ids.Count == 0 ? null : await Session.GetAsync<T>(ids[0]);
    }

    public async Task<IReadOnlyList<T>> ListAsync(CancellationToken cancellationToken = default)
        => await Session.GetAsync<T>(await IdsAsync(Plan.Take, cancellationToken));

    public async Task<int> CountAsync(CancellationToken cancellationToken = default)
    {
        var db = await Session.ConnectForQueryAsync();
        return await Plan.Matching(db, typeof(T), Session.Indexes).CountAsync(cancellationToken);
    }

    public async IAsyncEnumerable<T> ToAsyncEnumerable([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var ids in (await IdsAsync(Plan.Take, cancellationToken)).Chunk(StreamBatch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var document in await Session.ReadUntrackedAsync<T>(ids))
            {
                yield return document;
            }
        }
    }

    private async Task<IReadOnlyList<long>> IdsAsync(int? take, CancellationToken cancellationToken)
    {
        var db = await Session.ConnectForQueryAsync();
        var ids = Plan.Sorted(db, typeof(T), Session.Indexes);
        ids = Plan.Skip is { } skip and > 0 ? ids.Skip(skip) : ids;
        ids = take is { } count ? ids.Take(count) : ids;
        return await ids.ToListAsync(cancellationToken);
    }
}

/// <inheritdoc/>
internal sealed class DocumentQuery<T, TIndex> : DocumentQuery<T>, IQuery<T, TIndex> where T : class where TIndex : class, IIndex
{
    private readonly IndexConditions<TIndex> _conditions;

    public DocumentQuery(Session session, QueryPlan plan)
        : base(session)
    {
        Plan = plan;
        _conditions = plan.On<TIndex>();
    }

    public IQuery<T, TIndex> Where(Expression<Func<TIndex, bool>> predicate)
    {
        _conditions.Predicates.Add(predicate);
        return this;
    }

    public IQuery<T, TIndex> OrderBy(Expression<Func<TIndex, object?>> key) => Sort(key, descending: false, first: true);

    public IQuery<T, TIndex> OrderByDescending(Expression<Func<TIndex, object?>> key) => Sort(key, descending: true, first: true);

    public IQuery<T, TIndex> ThenBy(Expression<Func<TIndex, object?>> key) => Sort(key, descending: false, first: false);

    public IQuery<T, TIndex> ThenByDescending(Expression<Func<TIndex, object?>> key) => Sort(key, descending: true, first: false);

    private DocumentQuery<T, TIndex> Sort(Expression<Func<TIndex, object?>> key, bool descending, bool first)
    {
        Plan.SortBy(_conditions, key, descending, first);
        return this;
    }
}
