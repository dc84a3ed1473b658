using Crm.Kernel.Security;

namespace Crm.Content;

/// <summary>The rights over content types; those on content itself are the kernel's.</summary>
public sealed class ContentPermissions : IPermissionProvider
{
    /// <summary>Change types.</summary>
    public const string EditContentTypes = "EditContentTypes";

    /// <summary>See types.</summary>
    public const string ViewContentTypes = "ViewContentTypes";

    private static readonly Permission s_edit = new(EditContentTypes, "Create and change content types", IsSecurityCritical: true, Category: "Content");

    private static readonly Permission[] s_all = [s_edit, new(ViewContentTypes, "See content types", [s_edit], Category: "Content")];

    /// <inheritdoc/>
    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>(s_all);

    /// <inheritdoc/>
    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() => [
        new("Editor", [CommonPermissions.PublishContent, CommonPermissions.EditContent, CommonPermissions.DeleteContent, CommonPermissions.ListContent, CommonPermissions.CloneContent]),
        new("Author", [CommonPermissions.PublishOwnContent, CommonPermissions.EditOwnContent, CommonPermissions.DeleteOwnContent, CommonPermissions.ListContent]),
        new("Contributor", [CommonPermissions.EditOwnContent, CommonPermissions.ListContent])];
}
