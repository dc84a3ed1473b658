namespace Crm.Tenants.Rules;

/// <summary>A tenant as a form or an API call describes it, not yet looked at.</summary>
public sealed record TenantDraft
{
    /// <summary>The technical name; also the tenant's folder, and its schema unless one is given.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>A sentence for whoever runs the host.</summary>
    public string Description { get; init => field = value ?? ""; } = "";

    /// <summary>A word to group tenants by.</summary>
    public string Category { get; init => field = value ?? ""; } = "";

    /// <summary>"Sqlite" (when blank) or "Postgres".</summary>
    public string DatabaseProvider { get; init => field = value ?? ""; } = "";

    /// <summary>The first path segment of its addresses; blank for none.</summary>
    public string RequestUrlPrefix { get; init => field = value ?? ""; } = "";

    /// <summary>Host names separated by comma or space; blank for any.</summary>
    public string RequestUrlHost { get; init => field = value ?? ""; } = "";

    /// <summary>For PostgreSQL.</summary>
    public string ConnectionString { get; init => field = value ?? ""; } = "";

    /// <summary>For PostgreSQL: the schema; made from the name when blank.</summary>
    public string Schema { get; init => field = value ?? ""; } = "";

    /// <summary>The recipe offered at setup.</summary>
    public string RecipeName { get; init => field = value ?? ""; } = "";

    /// <summary>Ids of the feature profiles that bound what the tenant may switch on.</summary>
    public IReadOnlyList<string> FeatureProfiles { get; init; } = [];

    /// <summary>Blank and "Sqlite" are SQLite.</summary>
    internal bool IsPostgres => DatabaseProvider.Equals("Postgres", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A broken rule: the field of <see cref="TenantDraft"/> and a sentence in the reader's language.</summary>
public sealed record Refusal(string Field, string Message);
