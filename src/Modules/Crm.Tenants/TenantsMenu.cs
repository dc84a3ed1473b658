using Crm.Kernel.Navigation;
using Microsoft.Extensions.Localization;

namespace Crm.Tenants;

internal sealed class TenantsMenu(IStringLocalizer<TenantsMenu> text) : INavigationProvider
{
    public ValueTask BuildNavigationAsync(string name, NavigationBuilder builder)
    {
        if (name == "settings")
        {
            builder.Add(text["Tenants"], "30", item => item.Url("/admin/tenants").Icon("building-community").Permission(TenantsPermissions.ManageTenants));
            builder.Add(text["Feature profiles"], "31", item => item.Url("/admin/tenants/profiles").Icon("adjustments").Permission(TenantsPermissions.ManageTenants));
        }

        return ValueTask.CompletedTask;
    }
}
