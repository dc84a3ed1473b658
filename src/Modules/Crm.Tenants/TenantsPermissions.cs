using Crm.Kernel.Security;

namespace Crm.Tenants;

/// <summary>The right over tenants.</summary>
public sealed class TenantsPermissions : IPermissionProvider
{
    /// <summary>Make, stop and delete tenants; set them up.</summary>
    public const string ManageTenants = "ManageTenants";

    /// <inheritdoc/>
    public Task<IEnumerable<Permission>> GetPermissionsAsync()
        => Task.FromResult<IEnumerable<Permission>>([new(ManageTenants, "Create, set up, stop and delete tenants", IsSecurityCritical: true, Category: "Tenants")]);

    /// <inheritdoc/>
    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() => [];
}
