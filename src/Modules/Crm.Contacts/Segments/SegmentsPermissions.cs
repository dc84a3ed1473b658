using Crm.Kernel.Security;

namespace Crm.Contacts.Segments;

/// <summary>The rights over segments; they include the kernel's rights over the type.</summary>
public sealed class SegmentsPermissions : IPermissionProvider
{
    /// <summary>Name of the right to make, change and delete segments.</summary>
    public const string Manage = "ManageSegments";

    /// <summary>Name of the right to see segments and to use them in lists and campaigns.</summary>
    public const string Use = "UseSegments";

    private static readonly Permission ManageSegments = new(
        Manage, "Make, change and delete segments", Category: "Contacts", Includes: [$"Publish_{Segments.ContentType}", $"Delete_{Segments.ContentType}", $"View_{Segments.ContentType}"]);

    private static readonly Permission UseSegments = new(Use, "Use segments", [ManageSegments], Category: "Contacts", Includes: [$"View_{Segments.ContentType}"]);

    /// <inheritdoc/>
    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>([UseSegments, ManageSegments]);

    /// <inheritdoc/>
    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() =>
    [
        new PermissionStereotype("Administrator", [UseSegments, ManageSegments]),
        new PermissionStereotype("Editor", [UseSegments, ManageSegments]),
        new PermissionStereotype("Moderator", [UseSegments]),
        new PermissionStereotype("Author", [UseSegments]),
        new PermissionStereotype("Contributor", [UseSegments]),
    ];
}
