using Crm.Kernel.Data;
using Crm.Kernel.Queries.Sql;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Queries;

/// <summary>Finds, keeps and runs the tenant's named queries. Whoever lets people run one asks for the right <c>SeesEverything</c> first.</summary>
public sealed class NamedQueries
{
    internal const string Sql = "Sql";

    private readonly IDocumentManager<QueriesDocument> _documents;
    private readonly SqlQueries _sql;
    private readonly IEnumerable<IQuerySource> _sources;
    private readonly IStringLocalizer<NamedQueries> _localizer;

    internal NamedQueries(IDocumentManager<QueriesDocument> documents, SqlQueries sql, IEnumerable<IQuerySource> sources, IStringLocalizer<NamedQueries> localizer)
    {
        _documents = documents;
        _sql = sql;
        _sources = sources;
        _localizer = localizer;
    }

    /// <summary>All queries, by name.</summary>
    public async Task<IReadOnlyList<StoredQuery>> ListAsync()
        => [.. (await _documents.GetOrCreateImmutableAsync()).Queries.Values.OrderBy(query => query.Name, StringComparer.CurrentCultureIgnoreCase)];

    /// <summary>The query of that name, or null.</summary>
    public async Task<StoredQuery?> FindAsync(string name) => (await _documents.GetOrCreateImmutableAsync()).Find(name);

    /// <summary>Adds or replaces a query by its name.</summary>
    public async Task StoreAsync(StoredQuery query)
    {
        var document = await _documents.GetOrCreateMutableAsync();
        document.Queries.Remove(document.Find(query.Name)?.Name ?? query.Name);
        document.Queries[query.Name] = query;
        await _documents.UpdateAsync(document);
    }

    /// <summary>Runs a query: content items, or rows as JSON objects.</summary>
    /// <exception cref="QueryException">It may not or cannot run.</exception>
    public Task<IReadOnlyList<object>> ExecuteAsync(StoredQuery query, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken = default)
        => query.Source.Equals(Sql, StringComparison.OrdinalIgnoreCase)
            ? _sql.ExecuteAsync(query, parameters, cancellationToken)
            : SourceOf(query) is { } source ? source.ExecuteAsync(query, parameters, cancellationToken)
            : throw new QueryException(_localizer["No enabled feature answers queries of the source “{0}”.", query.Source]);

    /// <summary>Who answers the query beside SQL; null when no enabled feature does.</summary>
    internal IQuerySource? SourceOf(StoredQuery query) => _sources.FirstOrDefault(source => source.Name.Equals(query.Source, StringComparison.OrdinalIgnoreCase));
}
