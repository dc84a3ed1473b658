using Crm.Kernel.Navigation;
using Microsoft.Extensions.Localization;

namespace Crm.Email;

/// <summary>The module's entries in menus.</summary>
internal sealed class EmailMenu(IStringLocalizer<EmailMenu> s) : INavigationProvider
{
    public ValueTask BuildNavigationAsync(string name, NavigationBuilder builder)
    {
        if (name == "admin")
        {
            builder.Add(s["Messages"], "4", group => group
                .Add(s["Mailbox"], "6", item => item.Url("/admin/mailbox").Permission(EmailPermissions.ViewMailbox))
                .Add(s["Mail that came in"], "7", item => item.Url("/admin/mail-in").Permission(EmailPermissions.HandleIncoming)));
        }

        if (name == "search")
        {
            builder.Add(s["Mails"], "9", item => item.Url("/admin/mailbox?q=").Permission(EmailPermissions.ViewMailbox));
        }

        if (name == "settings")
        {
            builder.Add(s["E-mail"], "15", item => item.Url("/admin/settings/email").Icon("mail-cog").Permission(EmailPermissions.ManageSettings));
        }

        return ValueTask.CompletedTask;
    }
}
