using Crm.Kernel.Security;

namespace Crm.Privacy;

/// <summary>The rights of the module. To hand out or erase all that is kept of somebody, one sees all of it, whatever fields one sees elsewhere: both are security-critical and logged.</summary>
public sealed class PrivacyPermissions : IPermissionProvider
{
    /// <summary>Name of the right to see and hand out all that is kept of a person.</summary>
    public const string Export = "ExportPersonalData";

    /// <summary>Name of the right to erase a person for good.</summary>
    public const string Erase = "ErasePersonalData";

    /// <summary>Name of the right to see what people agreed to.</summary>
    public const string ViewConsents = "ViewConsents";

    /// <summary>Name of the right to note what people agreed to and what they withdrew.</summary>
    public const string RecordConsents = "RecordConsents";

    /// <summary>Name of the right to keep the register of requests about personal data: it tells who asked for what.</summary>
    public const string ManageRequests = "ManagePrivacyRequests";

    /// <summary>Name of the right to restrict the use of a person’s data and to lift that.</summary>
    public const string Restrict = "RestrictPersonalData";

    private static readonly Permission RestrictUse = new(Restrict, "Restrict the use of a person’s data, and lift that", Category: "Privacy");
    private static readonly Permission Requests = new(ManageRequests, "Keep the register of requests about personal data", Category: "Privacy");
    private static readonly Permission Record = new(RecordConsents, "Record what people agreed to", Category: "Privacy");
    private static readonly Permission View = new(ViewConsents, "View what people agreed to", [Record], Category: "Privacy");
    private static readonly Permission ErasePersonalData = new(Erase, "Erase a person for good", IsSecurityCritical: true, Category: "Privacy");
    private static readonly Permission ExportPersonalData = new(Export, "See and hand out all that is kept of a person, every field of it", [ErasePersonalData], IsSecurityCritical: true, Category: "Privacy");

    /// <inheritdoc/>
    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>([ExportPersonalData, ErasePersonalData, View, Record, Requests, RestrictUse]);

    /// <inheritdoc/>
    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() =>
    [
        new PermissionStereotype("Administrator", [ExportPersonalData, ErasePersonalData, Record, Requests, RestrictUse]),
        new PermissionStereotype("Editor", [Record]),
        new PermissionStereotype("Moderator", [Record]),
        new PermissionStereotype("Author", [Record]),
        new PermissionStereotype("Contributor", [View]),
    ];
}
