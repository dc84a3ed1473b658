using Crm.Contacts.Rights;
using Crm.Kernel.Navigation;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts;

/// <summary>The module's entries in the admin menu.</summary>
internal sealed class ContactsMenu(IStringLocalizer<ContactsMenu> s) : INavigationProvider
{
    public ValueTask BuildNavigationAsync(string name, NavigationBuilder builder)
    {
        if (name == "admin")
        {
            builder
                .Add(s["People"], "10", item => item.Url("/admin/people").Icon("users").Permission(ContactsPermissions.View))
                .Add(s["Households"], "11", item => item.Url("/admin/households").Icon("home").Permission(ContactsPermissions.View))
                .Add(s["Organisations"], "12", item => item.Url("/admin/organisations").Icon("building").Permission(ContactsPermissions.View));
        }

        return ValueTask.CompletedTask;
    }
}
