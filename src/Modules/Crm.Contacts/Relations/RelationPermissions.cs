using Crm.Kernel.Security;

namespace Crm.Contacts.Relations;

/// <summary>The right over the kinds of relation; who sees people sees their relations.</summary>
public sealed class RelationPermissions : IPermissionProvider
{
    /// <summary>Name of the right.</summary>
    public const string Manage = "ManageRelationKinds";

    private static readonly Permission ManageKinds = new(Manage, "Manage the kinds of relation between people", Category: "Contacts");

    /// <inheritdoc/>
    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>([ManageKinds]);

    /// <inheritdoc/>
    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() => [new PermissionStereotype("Administrator", [ManageKinds])];
}
