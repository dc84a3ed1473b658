namespace Crm.Kernel.Data;

/// <summary>Says which index rows a document has. Register with <c>services.AddIndexProvider&lt;T&gt;()</c> (a singleton: it must be free of state).</summary>
public interface IIndexProvider
{
    /// <summary>The document type it describes.</summary>
    Type ForType { get; }

    /// <summary>The maps, in registration order.</summary>
    IReadOnlyList<IndexMap> Describe();
}

/// <summary>One map from a document to index rows.</summary>
/// <param name="IndexType">The index class.</param>
/// <param name="Map">Gives the rows of one document; empty when it has none.</param>
/// <param name="Many">Whether a document may have several rows; queries then fold them into one document.</param>
public sealed record IndexMap(Type IndexType, Func<object, IEnumerable<IIndex>> Map, bool Many = false);

/// <summary>Base of index providers.</summary>
public abstract class IndexProvider<T> : IIndexProvider where T : class
{
    /// <summary>Describes the indexes: <c>context.For&lt;PersonIndex&gt;().When(item =&gt; …).Map(item =&gt; new PersonIndex { … })</c>.</summary>
    public abstract void Describe(DescribeContext<T> context);

    /// <inheritdoc/>
    public Type ForType => typeof(T);

    IReadOnlyList<IndexMap> IIndexProvider.Describe()
    {
        var context = new DescribeContext<T>();
        Describe(context);
        return context.Maps.Select(map => map()).ToList();
    }
}

/// <summary>Collects the maps of an <see cref="IndexProvider{T}"/>.</summary>
public sealed class DescribeContext<T> where T : class
{
    internal List<Func<IndexMap>> Maps { get; } = [];

    /// <summary>Begins the description of one index.</summary>
    public IndexDescriptor<T, TIndex> For<TIndex>() where TIndex : class, IIndex
    {
        var descriptor = new IndexDescriptor<T, TIndex>();
        Maps.Add(descriptor.ToMap);
        return descriptor;
    }
}

/// <summary>The description of one index.</summary>
public sealed class IndexDescriptor<T, TIndex> where T : class where TIndex : class, IIndex
{
    private Func<T, bool>? _when;
    private Func<T, IEnumerable<TIndex>>? _map;
    private bool _many;

    /// <summary>Only documents for which this holds have rows.</summary>
    public IndexDescriptor<T, TIndex> When(Func<T, bool> predicate)
    {
        _when = predicate;
        return this;
    }

    /// <summary>One row a document; null for none.</summary>
    public IndexDescriptor<T, TIndex> Map(Func<T, TIndex?> map)
    {
        _map = document => map(document) is { } row ? [row] : [];
        return this;
    }

    /// <summary>Any number of rows a document.</summary>
    public IndexDescriptor<T, TIndex> Map(Func<T, IEnumerable<TIndex>> map)
    {
        _map = map;
        _many = true;
        return this;
    }

    internal IndexMap ToMap()
    {
        var (when, map) = (_when, _map ?? throw new InvalidOperationException($"The index {typeof(TIndex).Name} has no Map."));
        return new IndexMap(typeof(TIndex), document => when is null || when((T)document) ? map((T)document) : [], _many);
    }
}
