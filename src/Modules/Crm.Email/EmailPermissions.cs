using Crm.Kernel.Security;

namespace Crm.Email;

/// <summary>The rights of the module.</summary>
internal sealed class EmailPermissions : IPermissionProvider
{
    /// <summary>Name of the right to read each mail that was kept, whoever it was for. It passes field rights and own records by: it is security-critical.</summary>
    public const string ViewMailbox = "ViewMailbox";

    /// <summary>Name of the right to say how mails leave. Who has it can have all mail sent through a server of his.</summary>
    public const string ManageSettings = "ManageEmailSettings";

    private static readonly Permission s_mailbox = new(ViewMailbox, "Read every mail kept in the mailbox", IsSecurityCritical: true, Category: "E-mail");
    private static readonly Permission s_settings = new(ManageSettings, "Set how mails leave: server, sender, signature", IsSecurityCritical: true, Category: "E-mail");

    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>([s_mailbox, s_settings]);

    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() => [new PermissionStereotype("Administrator", [s_mailbox, s_settings])];
}
