using Crm.Kernel.Navigation;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns;

/// <summary>The module's entry in the menu.</summary>
internal sealed class CampaignsMenu(IStringLocalizer<CampaignsMenu> s) : INavigationProvider
{
    public ValueTask BuildNavigationAsync(string name, NavigationBuilder builder)
    {
        if (name == "admin")
        {
            builder.Add(s["Campaigns"], "3.5", item => item.Url("/admin/campaigns").Icon("speakerphone").Permission(CampaignsPermissions.View));
        }

        if (name == "settings")
        {
            builder.Add(s["Campaigns"], "63", item => item.Url("/admin/settings/campaigns").Icon("speakerphone").Permission(CampaignsPermissions.Approve));
        }

        return ValueTask.CompletedTask;
    }
}
