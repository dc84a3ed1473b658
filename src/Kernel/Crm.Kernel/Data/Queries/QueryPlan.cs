using System.Linq.Expressions;
using Crm.Kernel.Data.Sessions;
using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Data;

namespace Crm.Kernel.Data.Queries;

/// <summary>What a query asks for: conditions by index, and the sorting.</summary>
internal sealed class QueryPlan
{
    private readonly List<IndexConditions> _indexes = [];
    private IndexConditions? _sorted;

    public int? Skip { get; set; }

    public int? Take { get; set; }

    public IndexConditions<TIndex> On<TIndex>() where TIndex : class, IIndex
    {
        var conditions = _indexes.OfType<IndexConditions<TIndex>>().FirstOrDefault();
        if (conditions is null)
        {
            _indexes.Add(conditions = new IndexConditions<TIndex>());
        }

        return conditions;
    }

    /// <exception cref="NotSupportedException">The query is sorted by another index already.</exception>
    public void SortBy<TIndex>(IndexConditions<TIndex> index, Expression<Func<TIndex, object?>> key, bool descending, bool first) where TIndex : class, IIndex
    {
        if (first)
        {
            _indexes.ForEach(other => other.Keys.Clear());
            _sorted = index;
        }

        if (_sorted != index)
        {
            throw new NotSupportedException($"A query is sorted by one index; {typeof(TIndex).Name} is a second.");
        }

        index.Keys.Add(new SortKey(Bare(key), descending));
    }

    /// <summary>The ids of the matching documents, each once, unsorted.</summary>
    public IQueryable<long> Matching(DataConnection db, Type documentType, IndexMaps maps)
        => Root is { } root ? root.Matching(db, Others(root), maps.IsMany(documentType, root.Type)) : OfType(db, documentType);

    /// <summary>The ids of the matching documents, each once, sorted, the id being the last key.</summary>
    public IQueryable<long> Sorted(DataConnection db, Type documentType, IndexMaps maps)
        => Root is { } root ? root.Sorted(db, Others(root), maps.IsMany(documentType, root.Type)) : OfType(db, documentType).OrderBy(id => id);

    private IndexConditions? Root => _sorted ?? _indexes.FirstOrDefault();

    private IEnumerable<IndexConditions> Others(IndexConditions root) => _indexes.Where(index => index != root);

    private static IQueryable<long> OfType(DataConnection db, Type documentType)
    {
        var name = DocumentTypes.NameOf(documentType);
        return db.GetTable<DocumentRow>().Where(row => row.Type == name).Select(row => row.Id);
    }

    // x => (object)x.Age is sorted as x => x.Age.
    private static LambdaExpression Bare<TIndex>(Expression<Func<TIndex, object?>> key)
        => key.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? Expression.Lambda(convert.Operand, key.Parameters) : key;
}

/// <summary>A key of the sorting.</summary>
internal sealed record SortKey(LambdaExpression Key, bool Descending);

/// <summary>The conditions on one index.</summary>
internal abstract class IndexConditions
{
    public abstract Type Type { get; }

    public List<SortKey> Keys { get; } = [];

    public abstract IQueryable<long> Ids(DataConnection db);

    public abstract IQueryable<long> Matching(DataConnection db, IEnumerable<IndexConditions> others, bool many);

    public abstract IQueryable<long> Sorted(DataConnection db, IEnumerable<IndexConditions> others, bool many);
}

/// <inheritdoc/>
internal sealed class IndexConditions<TIndex> : IndexConditions where TIndex : class, IIndex
{
    public override Type Type => typeof(TIndex);

    public List<Expression<Func<TIndex, bool>>> Predicates { get; } = [];

    public override IQueryable<long> Ids(DataConnection db) => Rows(db, []).Select(row => row.DocumentId);

    public override IQueryable<long> Matching(DataConnection db, IEnumerable<IndexConditions> others, bool many)
    {
        var ids = Rows(db, others).Select(row => row.DocumentId);
        return many ? ids.Distinct() : ids;
    }

    public override IQueryable<long> Sorted(DataConnection db, IEnumerable<IndexConditions> others, bool many)
    {
        var rows = Rows(db, others);
        return many ? SortFolded(rows) : Sort(rows);
    }

    private IQueryable<TIndex> Rows(DataConnection db, IEnumerable<IndexConditions> others)
    {
        var rows = Predicates.Aggregate((IQueryable<TIndex>)db.GetTable<TIndex>(), (rows, predicate) => rows.Where(predicate));
        foreach (var other in others)
        {
            var ids = other.Ids(db);
            rows = rows.Where(row => ids.Contains(row.DocumentId));
        }

        return rows;
    }

    // The id follows the last key's direction, so that an index over (key, DocumentId) serves both.
    private IQueryable<long> Sort(IQueryable<TIndex> rows)
    {
        var sorted = Keys.Aggregate(rows, (current, key) => current.SortedBy(key.Key, key.Descending, isFirst: key == Keys[0]));
        Expression<Func<TIndex, long>> id = row => row.DocumentId;
        return sorted.SortedBy(id, Keys is [.., { Descending: true }], isFirst: Keys.Count == 0).Select(row => row.DocumentId);
    }

    // A document with several rows stands where its first row would.
    private IQueryable<long> SortFolded(IQueryable<TIndex> rows)
    {
        var groups = rows.GroupBy(row => row.DocumentId);
        var sorted = Keys.Aggregate(groups, (current, key) => current.SortedBy(FirstOf(key), key.Descending, isFirst: key == Keys[0]));
        Expression<Func<IGrouping<long, TIndex>, long>> id = group => group.Key;
        return sorted.SortedBy(id, Keys is [.., { Descending: true }], isFirst: Keys.Count == 0).Select(group => group.Key);
    }

    private static LambdaExpression FirstOf(SortKey key)
    {
        var group = Expression.Parameter(typeof(IGrouping<long, TIndex>));
        return Expression.Lambda(
            Expression.Call(typeof(Enumerable), key.Descending ? nameof(Enumerable.Max) : nameof(Enumerable.Min), [typeof(TIndex), key.Key.ReturnType], group, key.Key), group);
    }
}
