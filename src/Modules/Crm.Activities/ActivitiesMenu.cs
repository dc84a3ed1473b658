using Crm.Activities.Rights;
using Crm.Kernel.Navigation;
using Microsoft.Extensions.Localization;

namespace Crm.Activities;

/// <summary>The module's entries in menus.</summary>
internal sealed class ActivitiesMenu(IStringLocalizer<ActivitiesMenu> s) : INavigationProvider
{
    public ValueTask BuildNavigationAsync(string name, NavigationBuilder builder)
    {
        if (name == "admin")
        {
            builder.Add(s["Tasks"], "1.5", item => item.Url("/admin/tasks").Icon("checkbox").Permission(ActivitiesPermissions.ViewOwn));
            builder.Add(s["Calendar"], "1.6", item => item.Url("/admin/calendar").Icon("calendar").Permission(ActivitiesPermissions.ViewOwn));
            builder.Add(s["Backward plans"], "1.65", item => item.Url("/admin/plans").Icon("timeline-event").Permission(ActivitiesPermissions.ViewPlans));
            builder.Add(s["Notes and ideas"], "1.7", item => item.Url("/admin/notes").Icon("note").Permission(ActivitiesPermissions.ViewOwnNotes));
        }

        if (name == "create")
        {
            builder.Add(s["Task"], "4", item => item.Url("/admin/tasks/new").Icon("checkbox").Permission(ActivitiesPermissions.EditOwn));
            builder.Add(s["Note or idea"], "5", item => item.Url("/admin/notes").Icon("bulb").Permission(ActivitiesPermissions.EditOwnNotes));
        }

        return ValueTask.CompletedTask;
    }
}
