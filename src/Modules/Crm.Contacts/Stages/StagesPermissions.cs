using Crm.Kernel.Security;

namespace Crm.Contacts.Stages;

/// <summary>The right over the stages themselves; who sees people sees the life cycle.</summary>
public sealed class StagesPermissions : IPermissionProvider
{
    /// <summary>Name of the right to add, change and remove stages.</summary>
    public const string Manage = "ManageStages";

    private static readonly Permission ManageStages = new(Manage, "Manage the stages of the life cycle", Category: "Contacts");

    /// <inheritdoc/>
    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>([ManageStages]);

    /// <inheritdoc/>
    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() => [new PermissionStereotype("Administrator", [ManageStages])];
}
