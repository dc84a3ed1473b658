using Microsoft.Extensions.Configuration;

namespace Crm.Kernel.Tenants;

/// <summary>What the host knows of a tenant before building it.</summary>
public sealed class ShellSettings
{
    /// <summary>The name of the tenant that always exists.</summary>
    public const string DefaultShellName = "Default";

    /// <summary>The tenant's name.</summary>
    public required string Name { get; init; }

    /// <summary>Stable id of the tenant: its first version id.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>Made anew at each change of the settings.</summary>
    public string VersionId { get; set; } = "";

    /// <summary>One or several host names separated by comma or space; <c>*.example.org</c> is a wildcard.</summary>
    public string RequestUrlHost { get; set; } = "";

    /// <summary>The first path segment, without slashes; blank for none.</summary>
    public string RequestUrlPrefix { get; set; } = "";

    /// <summary>Where the tenant is in its life.</summary>
    public TenantState State { get; set; } = TenantState.Uninitialized;

    /// <summary>Why the tenant is <see cref="TenantState.Invalid"/>; else null.</summary>
    public string? Fault { get; internal set; }

    /// <summary>Made anew when the tenant's features change, so that other processes build it anew too.</summary>
    internal string ReleaseId { get; set; } = "";

    internal bool IsSameAs(ShellSettings other)
        => (VersionId, ReleaseId, State, RequestUrlHost, RequestUrlPrefix) == (other.VersionId, other.ReleaseId, other.State, other.RequestUrlHost, other.RequestUrlPrefix);

    /// <summary>The tenant's own configuration values (<c>DatabaseProvider</c>, <c>ConnectionString</c>, <c>Schema</c>, <c>RecipeName</c>, <c>Secret</c>, <c>Category</c>, <c>Description</c>, <c>FeatureProfile</c> …), kept in <c>Sites/{Name}/appsettings.json</c>.</summary>
    public Dictionary<string, string?> Configuration { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A value of the tenant's configuration, or null.</summary>
    public string? this[string key]
    {
        get => Configuration.GetValueOrDefault(key);
        set => Configuration[key] = value;
    }

    /// <summary>"Sqlite" or "Postgres".</summary>
    public string DatabaseProvider => this["DatabaseProvider"] is { Length: > 0 } provider ? provider : "Sqlite";

    /// <summary>Whether this is the tenant named Default.</summary>
    public bool IsDefault => Name == DefaultShellName;
}

/// <summary>The states of a tenant, as in <c>tenants.json</c>.</summary>
public enum TenantState
{
    /// <summary>Serves the setup page.</summary>
    Uninitialized,

    /// <summary>Being set up: answers 503 with Retry-After 10.</summary>
    Initializing,

    /// <summary>Serves.</summary>
    Running,

    /// <summary>Not in the routing table.</summary>
    Disabled,

    /// <summary>Its settings cannot be read.</summary>
    Invalid,
}
