namespace Crm.Kernel.Tenants;

/// <summary>Where the host keeps what belongs to its tenants: <c>tenants.json</c> and <c>Sites/{tenant}/</c>. A host singleton.</summary>
/// <param name="Path">The folder; made when absent.</param>
public sealed record AppDataOptions(string Path)
{
    /// <summary>The folder of one tenant.</summary>
    public string SitePath(string tenant) => System.IO.Path.Combine(Path, "Sites", tenant);
}
