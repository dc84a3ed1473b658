using Crm.Kernel.Security;

namespace Crm.Audit;

/// <summary>The rights over the past.</summary>
public sealed class AuditPermissions : IPermissionProvider
{
    /// <summary>See who changed what, of the records that the user may see; hidden fields stay hidden.</summary>
    public const string ViewAudit = "ViewAudit";

    /// <summary>Undo a save or a batch, put an earlier version back; on records that the user may edit.</summary>
    public const string RestoreVersions = "RestoreVersions";

    private static readonly Permission s_restore = new(RestoreVersions, "Undo saves and put earlier versions back", Category: "Audit");

    /// <inheritdoc/>
    public Task<IEnumerable<Permission>> GetPermissionsAsync()
        => Task.FromResult<IEnumerable<Permission>>([s_restore, new(ViewAudit, "See who changed what", [s_restore], Category: "Audit")]);

    /// <inheritdoc/>
    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() => [];
}
