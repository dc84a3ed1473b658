using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Crm.Tenants.Api;
using Crm.Tenants.Life;
using Crm.Tenants.Trash;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Tenants.List;

/// <summary>The tenants of this host, and those in the trash.</summary>
[Right(TenantsPermissions.ManageTenants)]
public sealed class ListTenantsModel(IServiceProvider services, IShellHost shells, IStringLocalizer<ListTenantsModel> s) : PageModel
{
    /// <summary>What the name, address or category holds.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>The tenants.</summary>
    public IReadOnlyList<ShellSettings> Tenants { get; private set; } = [];

    /// <summary>Deleted tenants that can be brought back.</summary>
    public IReadOnlyList<DeletedTenant> Deleted { get; private set; } = [];

    /// <summary>A tenant's address.</summary>
    public string AddressOf(ShellSettings settings) => TenantLife.AddressOf(settings, TenantsApi.Root(HttpContext));

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        Tenants = [.. shells.GetAllSettings().Where(tenant => Q is not { Length: > 0 }
            || new[] { tenant.Name, tenant.RequestUrlHost, tenant.RequestUrlPrefix, tenant["Category"] }.Any(text => text?.Contains(Q, StringComparison.OrdinalIgnoreCase) == true))];
        Deleted = await services.GetRequiredService<TenantTrash>().ListAsync();
    }

    /// <summary>Starts or stops a tenant.</summary>
    public Task<IActionResult> OnPostStartAsync(string name) => ActAsync(name, services.GetRequiredService<TenantLife>().StartAsync, s["The tenant runs."]);

    /// <summary>Stops a tenant.</summary>
    public Task<IActionResult> OnPostStopAsync(string name) => ActAsync(name, services.GetRequiredService<TenantLife>().StopAsync, s["The tenant is stopped: nobody can enter until it is started again."]);

    /// <summary>Brings a tenant back from the trash.</summary>
    public async Task<IActionResult> OnPostRestoreAsync(string id)
    {
        var back = await services.GetRequiredService<TenantTrash>().RestoreAsync(id);
        this.Toast(back ? s["The tenant is back, as it was."] : s["It cannot be brought back: a tenant of its name exists."], tone: back ? "good" : "bad");
        return Redirect("~/admin/tenants");
    }

    private async Task<IActionResult> ActAsync(string name, Func<ShellSettings, Task<string?>> act, string done)
    {
        if (shells.TryGetSettings(name) is not { } settings)
        {
            return NotFound();
        }

        var refusal = await act(settings);
        this.Toast(refusal ?? done, tone: refusal is null ? "good" : "bad");
        return Redirect("~/admin/tenants");
    }
}
