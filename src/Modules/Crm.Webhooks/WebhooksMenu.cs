using Crm.Kernel.Navigation;
using Microsoft.Extensions.Localization;

namespace Crm.Webhooks;

/// <summary>The module's entry among the settings.</summary>
internal sealed class WebhooksMenu(IStringLocalizer<WebhooksMenu> s) : INavigationProvider
{
    public ValueTask BuildNavigationAsync(string name, NavigationBuilder builder)
    {
        if (name == "settings")
        {
            builder.Add(s["Webhooks"], "81", item => item.Url("/admin/webhooks").Icon("webhook").Permission(WebhookPermissions.Manage));
        }

        return ValueTask.CompletedTask;
    }
}
