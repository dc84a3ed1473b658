using Crm.Kernel.Navigation;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy;

/// <summary>The module's entries in the admin menu.</summary>
internal sealed class PrivacyMenu(IStringLocalizer<PrivacyMenu> s) : INavigationProvider
{
    public ValueTask BuildNavigationAsync(string name, NavigationBuilder builder)
    {
        if (name == "admin")
        {
            builder.Add(s["Requests"], "9.5.5", item => item.Url("/admin/privacy/requests").Icon("mail-question").Permission(PrivacyPermissions.ManageRequests));
            builder.Add(s["Erasures"], "9.6", item => item.Url("/admin/privacy/erasures").Icon("eraser").Permission(PrivacyPermissions.Erase));
        }

        return ValueTask.CompletedTask;
    }
}
