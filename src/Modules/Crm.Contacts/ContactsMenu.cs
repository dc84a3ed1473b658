using Crm.Contacts.Panels.Related;
using Crm.Contacts.Relations;
using Crm.Contacts.Rights;
using Crm.Contacts.Segments;
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
                .Add(s["People"], "2", item => item.Url("/admin/people").Icon("users").Permission(ContactsPermissions.ViewOwn))
                .Add(s["Possible duplicates"], "2.5", item => item.Url("/admin/people/duplicates").Icon("copy").Permission(ContactsPermissions.EditOwn))
                .Add(s["Life cycle"], "2.2", item => item.Url("/admin/stages").Icon("route").Permission(ContactsPermissions.ViewOwn))
                .Add(s["Segments"], "2.3", item => item.Url("/admin/segments").Icon("filter").Permission(SegmentsPermissions.Use))
                .Add(s["Households"], "3", item => item.Url("/admin/households").Icon("home").Permission(ContactsPermissions.ViewOwn))
                .Add(s["Organisations"], "3.5", item => item.Url("/admin/organisations").Icon("building").Permission(ContactsPermissions.ViewOwn));
        }

        if (name == "settings")
        {
            builder.Add(s["Vocabulary"], "11", item => item.Url("/admin/vocabulary").Icon("language").Permission(ContactsPermissions.ManageVocabulary));
            builder.Add(s["Panels of related records"], "13", item => item.Url("/admin/contact-panels").Icon("layout-list").Permission(RelatedPermissions.Manage));
            builder.Add(s["Kinds of relation"], "14", item => item.Url("/admin/relation-kinds").Icon("affiliate").Permission(RelationPermissions.Manage));
            builder.Add(s["Sensitive fields of people"], "12", item => item.Url("/admin/people/fields").Icon("lock").Permission(ContactsPermissions.ManageFields));
        }

        if (name == "search")
        {
            builder
                .Add(s["People"], "1", item => item.Url("/admin/people?q=").Permission(ContactsPermissions.View))
                .Add(s["Households"], "2", item => item.Url("/admin/households?q=").Permission(ContactsPermissions.View))
                .Add(s["Organisations"], "3", item => item.Url("/admin/organisations?q=").Permission(ContactsPermissions.View));
        }

        if (name == "create")
        {
            builder
                .Add(s["Person"], "1", item => item.Url("/admin/people/new").Icon("user-plus").Permission(ContactsPermissions.EditOwn))
                .Add(s["Household"], "2", item => item.Url("/admin/households/new").Icon("home-plus").Permission(ContactsPermissions.EditOwn))
                .Add(s["Organisation"], "3", item => item.Url("/admin/organisations/new").Icon("building").Permission(ContactsPermissions.EditOwn))
                .Add(s["Segment"], "8", item => item.Url("/admin/segments/new").Icon("filter").Permission(SegmentsPermissions.Manage));
        }

        return ValueTask.CompletedTask;
    }
}
