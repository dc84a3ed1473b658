using Crm.Kernel.Security;

namespace Crm.Email;

/// <summary>The rights of the module.</summary>
internal sealed class EmailPermissions : IPermissionProvider
{
    /// <summary>Name of the right to read each mail that was kept, whoever it was for. It passes field rights and own records by: it is security-critical.</summary>
    public const string ViewMailbox = "ViewMailbox";

    /// <summary>Name of the right to say how mails leave. Who has it can have all mail sent through a server of his.</summary>
    public const string ManageSettings = "ManageEmailSettings";

    /// <summary>Name of the right to read mails that nobody was found for, and to say whose they are.</summary>
    public const string HandleIncoming = "HandleIncomingMail";

    private static readonly Permission s_incoming = new(HandleIncoming, "Read mails that nobody was found for and say whose they are", Category: "E-mail");
    private static readonly Permission s_mailbox = new(ViewMailbox, "Read every mail kept in the mailbox", IsSecurityCritical: true, Category: "E-mail");
    private static readonly Permission s_settings = new(ManageSettings, "Set how mails leave: server, sender, signature", IsSecurityCritical: true, Category: "E-mail");

    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>([s_mailbox, s_settings, s_incoming]);

    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() =>
    [
        new PermissionStereotype("Administrator", [s_mailbox, s_settings, s_incoming]),
        new PermissionStereotype("Editor", [s_incoming]),
        new PermissionStereotype("Moderator", [s_incoming]),
    ];
}
