using Crm.Kernel.Security;

namespace Crm.Webhooks;

/// <summary>The right of the module. A webhook carries records out of the house day and night: it is security-critical.</summary>
internal sealed class WebhookPermissions : IPermissionProvider
{
    /// <summary>Name of the right to make, change and watch webhooks; only of roles whose rights one holds oneself.</summary>
    public const string Manage = "ManageWebhooks";

    private static readonly Permission s_manage = new(Manage, "Manage webhooks: send records to other programs, and see what was sent", IsSecurityCritical: true, Category: "Webhooks");

    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>([s_manage]);

    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() => [new PermissionStereotype("Administrator", [s_manage])];
}
