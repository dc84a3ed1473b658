using Crm.Kernel.Security;

namespace Crm.Contacts.Panels.Related;

/// <summary>The right to place panels of related records.</summary>
public sealed class RelatedPermissions : IPermissionProvider
{
    /// <summary>Name of the right.</summary>
    public const string Manage = "ManageContactPanels";

    private static readonly Permission ManagePanels = new(Manage, "Place panels of related records on contacts' pages", Category: "Contacts");

    /// <inheritdoc/>
    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>([ManagePanels]);

    /// <inheritdoc/>
    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() => [new PermissionStereotype("Administrator", [ManagePanels])];
}
