using Crm.Kernel.Security;

namespace Crm.Admin;

/// <summary>The rights of the administration.</summary>
public sealed class AdminPermissions : IPermissionProvider
{
    /// <summary>Change the site's name, time zone, languages, colour.</summary>
    public const string ManageSettings = "ManageSettings";

    /// <summary>Switch features and themes.</summary>
    public const string ManageFeatures = "ManageFeatures";

    /// <summary>Reschedule and run background tasks and followers.</summary>
    public const string ManageBackgroundTasks = "ManageBackgroundTasks";

    /// <summary>See status, sizes and errors.</summary>
    public const string ViewStatus = "ViewStatus";

    private const string Category = "Administration";

    /// <inheritdoc/>
    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>(
    [
        new(ManageSettings, "Change the site's settings", Category: Category),
        new(ManageFeatures, "Switch features and themes", IsSecurityCritical: true, Category: Category),
        new(ManageBackgroundTasks, "Reschedule and run background tasks", Category: Category),
        new(ViewStatus, "See status, sizes and errors", IsSecurityCritical: true, Category: Category),
    ]);

    /// <inheritdoc/>
    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() => [];
}
