using System.Text.Json.Nodes;

namespace Crm.Kernel.Queries;

/// <summary>The tenant's named queries, one document.</summary>
public sealed class QueriesDocument
{
    /// <summary>The queries by name.</summary>
    public Dictionary<string, StoredQuery> Queries { get; set; } = [];

    /// <summary>The query of that name without regard to case, or null.</summary>
    public StoredQuery? Find(string name)
        => Queries.GetValueOrDefault(name) ?? Queries.Values.FirstOrDefault(query => query.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A named query.</summary>
public sealed class StoredQuery
{
    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Who answers it: "Sql", "Lucene".</summary>
    public string Source { get; set; } = "";

    /// <summary>Liquid that gives the query's text, SQL or JSON.</summary>
    public string Template { get; set; } = "";

    /// <summary>Whether the rows are ids of content items, which are then given instead.</summary>
    public bool ReturnContentItems { get; set; }

    /// <summary>The shape of the answer, as JSON, for tools.</summary>
    public string Schema { get; set; } = "";

    /// <summary>What else a recipe said of it, word for word.</summary>
    public JsonObject Properties { get; set; } = [];
}
