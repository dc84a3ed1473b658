namespace Crm.Kernel.Backup;

/// <summary>Where a backup goes.</summary>
public sealed record RestoreOptions
{
    /// <summary>The tenant; the one the backup was made of when null. A name that does not exist yet makes a new tenant.</summary>
    public string? Tenant { get; init; }

    /// <summary>For a new tenant: "Sqlite" or "Postgres"; SQLite when null, unless a connection string is given.</summary>
    public string? Provider { get; init; }

    /// <summary>For a new tenant on PostgreSQL.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>For a new tenant: its prefix; made from its name when null.</summary>
    public string? RequestUrlPrefix { get; init; }

    /// <summary>For a new tenant: its host names.</summary>
    public string? RequestUrlHost { get; init; }
}

/// <summary>What a restore did.</summary>
/// <param name="IsNew">Whether the tenant was made; else its old state lies aside until <see cref="TenantRestore.ConfirmAsync"/>.</param>
/// <param name="Rows">Rows of all tables.</param>
public sealed record RestoreResult(string Tenant, bool IsNew, BackupManifest Manifest, long Rows);
