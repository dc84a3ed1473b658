using Crm.Kernel.Navigation;
using Microsoft.Extensions.Localization;

namespace Crm.Users;

internal sealed class UsersMenu(IStringLocalizer<UsersMenu> text) : INavigationProvider
{
    public ValueTask BuildNavigationAsync(string name, NavigationBuilder builder)
    {
        if (name == "settings")
        {
            builder.Add(text["Users"], "10", item => item.Url("/admin/users").Icon("users").Permission(UserPermissions.ListUsers));
            builder.Add(text["Roles and rights"], "11", item => item.Url("/admin/roles").Icon("shield-lock").Permission(UserPermissions.ManageRoles));
            builder.Add(text["Teams"], "12", item => item.Url("/admin/teams").Icon("users-group").Permission(UserPermissions.ManageTeams));
        }

        if (name == "user")
        {
            builder.Add(text["My profile"], "1", item => item.Url("/admin/profile").Icon("user"));
            builder.Add(text["API tokens"], "2", item => item.Url("/admin/profile/tokens").Icon("key").Permission(UserPermissions.CreateApiTokens));
            builder.Add(text["Sign out"], "9", item => item.Url("/logout").Icon("logout").Post());
        }

        return ValueTask.CompletedTask;
    }
}
