using Crm.Kernel.Data.Documents;

namespace Crm.Kernel.Data.Stores;

/// <summary>
/// The database of one tenant in this process: connections, write gate, ids, cached documents. Belongs to the host and outlives the tenant's shells.
/// </summary>
public abstract class TenantStore
{
    internal TenantStore(string tenant) => Tenant = tenant;

    /// <summary>The tenant's name.</summary>
    public string Tenant { get; }

    /// <summary>"Sqlite" or "Postgres".</summary>
    public abstract string Provider { get; }

    /// <summary>Raised after each commit of this process that appended to the change log, on the committing thread: only set a signal in it.</summary>
    public event Action? Committed;

    internal IdSource Ids { get; } = new();

    internal DocumentCache Documents { get; } = new();

    /// <summary>A connection for one session; makes the kernel's tables at the first call.</summary>
    internal abstract ValueTask<StoreConnection> RentAsync(CancellationToken cancellationToken = default);

    /// <summary>The same for callers that cannot wait.</summary>
    internal abstract StoreConnection Rent();

    /// <summary>Closes idle connections, so that the files can be moved or deleted; the next rent opens them again.</summary>
    public abstract void Close();

    internal void RaiseCommitted() => Committed?.Invoke();
}
