using Crm.Campaigns.Campaigns;
using Crm.Kernel.Security;

namespace Crm.Campaigns;

/// <summary>The rights over campaigns; they include the kernel's rights over the type.</summary>
internal sealed class CampaignsPermissions : IPermissionProvider
{
    /// <summary>Name of the right to see campaigns and what became of them.</summary>
    public const string View = "ViewCampaigns";

    /// <summary>Name of the right to write, aim and check campaigns.</summary>
    public const string Manage = "ManageCampaigns";

    /// <summary>Name of the right to approve a campaign: from then on it is sent.</summary>
    public const string Approve = "ApproveCampaigns";

    private static readonly Permission s_manage = new(Manage, "Write, aim and check campaigns", Category: "Campaigns", Includes: [$"Publish_{CampaignTypes.Campaign}", $"Delete_{CampaignTypes.Campaign}", $"View_{CampaignTypes.Campaign}"]);
    private static readonly Permission s_approve = new(Approve, "Approve campaigns: from then on they are sent", Category: "Campaigns");
    private static readonly Permission s_view = new(View, "See campaigns and what became of them", [s_manage, s_approve], Category: "Campaigns", Includes: [$"View_{CampaignTypes.Campaign}"]);

    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>([s_view, s_manage, s_approve]);

    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() =>
    [
        new PermissionStereotype("Administrator", [s_view, s_manage, s_approve]),
        new PermissionStereotype("Editor", [s_view, s_manage, s_approve]),
        new PermissionStereotype("Moderator", [s_view]),
        new PermissionStereotype("Author", [s_view, s_manage]),
        new PermissionStereotype("Contributor", [s_view, s_manage]),
    ];
}
