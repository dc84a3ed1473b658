using Crm.Kernel.Navigation;
using Crm.Kernel.Security;
using Microsoft.Extensions.Localization;

namespace Crm.Api;

internal sealed class ApiMenu(IStringLocalizer<ApiMenu> text) : INavigationProvider
{
    public ValueTask BuildNavigationAsync(string name, NavigationBuilder builder)
    {
        if (name == "settings")
        {
            builder.Add(text["API reference"], "80", item => item.Url("/admin/api").Icon("api").Permission(CommonPermissions.AccessContentApi.Name));
        }

        return ValueTask.CompletedTask;
    }
}
