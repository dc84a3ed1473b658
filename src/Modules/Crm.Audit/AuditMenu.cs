using Crm.Kernel.Navigation;
using Microsoft.Extensions.Localization;

namespace Crm.Audit;

internal sealed class AuditMenu(IStringLocalizer<AuditMenu> text) : INavigationProvider
{
    public ValueTask BuildNavigationAsync(string name, NavigationBuilder builder)
    {
        if (name == "settings")
        {
            builder.Add(text["History of changes"], "20", item => item.Url("/admin/audit").Icon("history").Permission(AuditPermissions.ViewAudit));
        }

        return ValueTask.CompletedTask;
    }
}
