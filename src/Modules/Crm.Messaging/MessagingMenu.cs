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
            // Without a right of its own: whoever holds that of one entry sees the group. Channels add theirs under the same caption.
            builder.Add(s["Messages"], "4", group => group.Icon("send")
                .Add(s["All messages"], "1", item => item.Url("/admin/messages").Permission(MessagingPermissions.View))
                .Add(s["Brake"], "2", item => item.Url("/admin/brake").Permission(MessagingPermissions.Pull))
                .Add(s["Mail templates"], "3", item => item.Url("/admin/mail-templates").Permission(MessagingPermissions.Templates))
                .Add(s["Silence"], "4", item => item.Url("/admin/silences").Permission(MessagingPermissions.Manage))
                .Add(s["Approvals"], "5", item => item.Url("/admin/approvals").Permission(MessagingPermissions.Manage)));
        }

        if (name == "settings")
        {
            builder.Add(s["Topics"], "62", item => item.Url("/admin/settings/topics").Icon("tags").Permission(MessagingPermissions.Manage));
            builder.Add(s["What people go through"], "63", item => item.Url("/admin/settings/contexts").Icon("heart").Permission(MessagingPermissions.Manage));
            builder.Add(s["When it stops by itself"], "61", item => item.Url("/admin/settings/trips").Icon("hand-stop").Permission(MessagingPermissions.Manage));
            builder.Add(s["Pace"], "62", item => item.Url("/admin/settings/pace").Icon("clock").Permission(MessagingPermissions.Manage));
            builder.Add(s["Restraint"], "60", item => item.Url("/admin/settings/restraint").Icon("adjustments").Permission(MessagingPermissions.Manage));
        }

        return ValueTask.CompletedTask;
    }
}
