using Crm.Kernel.Navigation;
using Microsoft.Extensions.Localization;

namespace Crm.Calls;

/// <summary>The module's entry in the menu.</summary>
internal sealed class CallsMenu(IStringLocalizer<CallsMenu> s) : INavigationProvider
{
    public ValueTask BuildNavigationAsync(string name, NavigationBuilder builder)
    {
        if (name == "admin")
        {
            builder.Add(s["Call list"], "1.55", item => item.Url("/admin/calls").Icon("phone").Permission(CallsPermissions.Make));
        }

        return ValueTask.CompletedTask;
    }
}
