using Crm.Kernel.Navigation;
using Microsoft.Extensions.Localization;

namespace Crm.Admin;

internal sealed class AdminMenu(IStringLocalizer<AdminMenu> S) : INavigationProvider
{
    public ValueTask BuildNavigationAsync(string name, NavigationBuilder builder)
    {
        if (name == "admin")
        {
            builder.Add(S["Today"], "1", item => item.Url("/admin").Icon("home"));
        }

        if (name == "settings")
        {
            builder.Add(S["General"], "1", item => item.Url("/admin/settings").Icon("settings").Permission(AdminPermissions.ManageSettings));
            builder.Add(S["Features and themes"], "2", item => item.Url("/admin/features").Icon("puzzle").Permission(AdminPermissions.ManageFeatures));
            builder.Add(S["Operations"], "49", item => item.Url("/admin/operations").Icon("stack-2"));
            builder.Add(S["Background tasks"], "50", item => item.Url("/admin/background-tasks").Icon("clock-play").Permission(AdminPermissions.ManageBackgroundTasks));
            builder.Add(S["Followers"], "51", item => item.Url("/admin/followers").Icon("route").Permission(AdminPermissions.ManageBackgroundTasks));
            builder.Add(S["Status"], "52", item => item.Url("/admin/status").Icon("heartbeat").Permission(AdminPermissions.ViewStatus));
            builder.Add(S["Sizes"], "53", item => item.Url("/admin/sizing").Icon("database").Permission(AdminPermissions.ViewStatus));
            builder.Add(S["Errors"], "54", item => item.Url("/admin/errors").Icon("alert-triangle").Permission(AdminPermissions.ViewStatus));
        }

        return ValueTask.CompletedTask;
    }
}
