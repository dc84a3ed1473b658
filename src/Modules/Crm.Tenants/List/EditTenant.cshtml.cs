using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Crm.Tenants.Life;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Tenants.List;

/// <summary>One tenant: its address and profiles, and its end.</summary>
[Right(TenantsPermissions.ManageTenants)]
public sealed class EditTenantModel(IServiceProvider services, IShellHost shells, IStringLocalizer<EditTenantModel> s) : PageModel
{
    /// <summary>The form.</summary>
    [BindProperty]
    public TenantForm Input { get; set; } = new();

    /// <summary>The tenant's name, typed to delete it.</summary>
    [BindProperty]
    public string? TypedName { get; set; }

    /// <summary>The tenant.</summary>
    public ShellSettings Tenant { get; private set; } = null!;

    /// <summary>The profiles to choose from.</summary>
    public List<SelectListItem> Profiles { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string name)
    {
        if (!await LoadAsync(name))
        {
            return NotFound();
        }

        Input = TenantForm.Of(Tenant);
        return Page();
    }

    /// <summary>Stores changes.</summary>
    public async Task<IActionResult> OnPostAsync(string name)
    {
        if (!await LoadAsync(name))
        {
            return NotFound();
        }

        TenantForm.Tell(await services.GetRequiredService<TenantLife>().EditAsync(Tenant, Input.ToDraft()), ModelState);
        if (!ModelState.IsValid)
        {
            return Page();
        }

        this.Toast(s["Saved."]);
        return Redirect("~/admin/tenants");
    }

    /// <summary>Moves it to the trash, when its name was typed.</summary>
    public async Task<IActionResult> OnPostDeleteAsync(string name)
    {
        if (!await LoadAsync(name))
        {
            return NotFound();
        }

        var refusal = TypedName?.Trim() == Tenant.Name
            ? await services.GetRequiredService<TenantLife>().RemoveAsync(Tenant)
            : s["Not deleted: type the tenant’s name, {0}, to say that you mean it.", Tenant.Name];
        if (refusal is not null)
        {
            Input = TenantForm.Of(Tenant);
            ModelState.Clear();
            ModelState.AddModelError(nameof(TypedName), refusal);
            return Page();
        }

        this.Toast(s["The tenant {0} is in the trash for 30 days.", Tenant.Name]);
        return Redirect("~/admin/tenants");
    }

    private async Task<bool> LoadAsync(string name)
    {
        Profiles = [.. (await services.GetRequiredService<Profiles.FeatureProfiles>().ListAsync()).Values.Select(profile => new SelectListItem(profile.Name, profile.Id))];
        return (Tenant = shells.TryGetSettings(name)!) is not null;
    }
}
