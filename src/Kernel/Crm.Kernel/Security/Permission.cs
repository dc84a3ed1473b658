namespace Crm.Kernel.Security;

/// <summary>A right.</summary>
/// <param name="ImpliedBy">Rights that include this one.</param>
/// <param name="IsSecurityCritical">Holding it is nearly being an administrator.</param>
/// <param name="Includes">Names of rights that whoever holds this one holds too, as a module's right over its types includes the kernel's (<c>View_Person</c>): there is one gate then.</param>
public sealed record Permission(
    string Name, string Description = "", IReadOnlyList<Permission>? ImpliedBy = null, bool IsSecurityCritical = false, string Category = "", IReadOnlyList<string>? Includes = null);

/// <summary>The rights a module adds. Register with <c>services.AddPermissionProvider&lt;T&gt;()</c>.</summary>
public interface IPermissionProvider
{
    /// <summary>The rights.</summary>
    Task<IEnumerable<Permission>> GetPermissionsAsync();

    /// <summary>Which roles get which rights when the feature comes on.</summary>
    IEnumerable<PermissionStereotype> GetDefaultStereotypes();
}

/// <summary>The rights of a role by default.</summary>
public sealed record PermissionStereotype(string Name, IEnumerable<Permission> Permissions);

/// <summary>Rights of the kernel itself.</summary>
public static class StandardPermissions
{
    /// <summary>Everything.</summary>
    public static readonly Permission SiteOwner = new("SiteOwner", "Do everything", IsSecurityCritical: true, Category: "Site");

    /// <summary>May enter the admin.</summary>
    public static readonly Permission AccessAdminPanel = new("AccessAdminPanel", "Enter the admin", Category: "Site");

    /// <summary>Sees everything: asked for by SQL queries, scripts and reports, which cannot be filtered by field.</summary>
    public static readonly Permission SeesEverything = new("SeesEverything", "See every record and field through queries", IsSecurityCritical: true, Category: "Site");
}
