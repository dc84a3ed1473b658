using Crm.Kernel.Security;

namespace Crm.Media;

/// <summary>The rights over media, with Orchard's names.</summary>
public sealed class MediaPermissions : IPermissionProvider
{
    /// <summary>See the library, and the files below <c>private</c>.</summary>
    public const string ViewMediaContent = "ViewMediaContent";

    /// <summary>Upload, rename, move and delete.</summary>
    public const string ManageMediaContent = "ManageMediaContent";

    /// <summary>Make folders.</summary>
    public const string ManageMediaFolder = "ManageMediaFolder";

    /// <summary>Say which files are taken, and how large.</summary>
    public const string ManageMediaSettings = "ManageMediaSettings";

    private static readonly Permission s_manage = new(ManageMediaContent, "Upload, rename, move and delete media", Category: "Media");
    private static readonly Permission s_folder = new(ManageMediaFolder, "Make media folders", [s_manage], Category: "Media");
    private static readonly Permission s_view = new(ViewMediaContent, "See the media library and private files", [s_manage, s_folder], Category: "Media");
    private static readonly Permission s_settings = new(ManageMediaSettings, "Choose which media files are taken", IsSecurityCritical: true, Category: "Media");

    /// <inheritdoc/>
    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>([s_view, s_manage, s_folder, s_settings]);

    /// <inheritdoc/>
    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() => [new("Editor", [s_manage]), new("Author", [s_manage]), new("Contributor", [s_view])];
}
