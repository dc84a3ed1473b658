using Crm.Kernel.Navigation;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging;

/// <summary>The module's entries in menus.</summary>
internal sealed class MessagingMenu(IStringLocalizer<MessagingMenu> s) : INavigationProvider
{
    public ValueTask BuildNavigationAsync(string name, NavigationBuilder builder)
    {
        if (name == "admin")
        {
            builder.Add(s["Messages"], "4", item => item.Url("/admin/messages").Icon("send").Permission(MessagingPermissions.View));
            builder.Add(s["Mail templates"], "4.4", item => item.Url("/admin/mail-templates").Icon("template").Permission(MessagingPermissions.Templates));
            builder.Add(s["Silence"], "4.6", item => item.Url("/admin/silences").Icon("moon").Permission(MessagingPermissions.Manage));
            builder.Add(s["Approvals"], "4.7", item => item.Url("/admin/approvals").Icon("signature").Permission(MessagingPermissions.Manage));
            builder.Add(s["Brake"], "4.5", item => item.Url("/admin/brake").Icon("hand-stop").Permission(MessagingPermissions.Pull));
        }

        if (name == "settings")
        {
            builder.Add(s["Topics"], "62", item => item.Url("/admin/settings/topics").Icon("tags").Permission(MessagingPermissions.Manage));
            builder.Add(s["When it stops by itself"], "61", item => item.Url("/admin/settings/trips").Icon("hand-stop").Permission(MessagingPermissions.Manage));
            builder.Add(s["Pace"], "62", item => item.Url("/admin/settings/pace").Icon("clock").Permission(MessagingPermissions.Manage));
            builder.Add(s["Restraint"], "60", item => item.Url("/admin/settings/restraint").Icon("adjustments").Permission(MessagingPermissions.Manage));
        }

        return ValueTask.CompletedTask;
    }
}
