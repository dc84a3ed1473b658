using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Queries;

/// <summary>Answers the named queries of one source. Register with <c>services.AddQuerySource&lt;T&gt;()</c>; scoped. Whoever lets people run a query asks for the right <c>SeesEverything</c> first.</summary>
public interface IQuerySource
{
    /// <summary>The source's name in recipes, as <c>Lucene</c>.</summary>
    string Name { get; }

    /// <summary>Runs a query: content items, or rows as JSON objects.</summary>
    /// <exception cref="QueryException">It may not or cannot run.</exception>
    Task<IReadOnlyList<object>> ExecuteAsync(StoredQuery query, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken);

    /// <summary>What is wrong with a query as it is written, for the check of a recipe: the member's name and a sentence.</summary>
    IEnumerable<(string Member, string Sentence)> FaultsOf(StoredQuery query);
}

/// <summary>Registration of query sources.</summary>
public static class QuerySources
{
    /// <summary>Adds a source of named queries.</summary>
    public static IServiceCollection AddQuerySource<T>(this IServiceCollection services) where T : class, IQuerySource => services.AddScoped<IQuerySource, T>();
}
