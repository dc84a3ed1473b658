using Crm.Kernel.Recipes;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Tenants.Api;
using Crm.Tenants.List;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Tenants.Life;

/// <summary>Sets a tenant up with an administrator, or gives the link by which somebody else does; shows each step.</summary>
[Right(TenantsPermissions.ManageTenants)]
public sealed class SetUpTenantModel(IServiceProvider services, IShellHost shells, IRecipeHarvester recipes, ISiteService site, IStringLocalizer<SetUpTenantModel> s) : PageModel
{
    /// <summary>The site's name.</summary>
    [BindProperty]
    public string? SiteName { get; set; }

    /// <summary>The recipe.</summary>
    [BindProperty]
    public string? RecipeName { get; set; }

    /// <summary>The administrator's sign-in name.</summary>
    [BindProperty]
    public string? UserName { get; set; }

    /// <summary>The administrator's address.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>The administrator's password.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>The tenant.</summary>
    public ShellSettings Tenant { get; private set; } = null!;

    /// <summary>The recipes one can start from.</summary>
    public List<SelectListItem> Recipes { get; private set; } = [];

    internal SetupRun? Run { get; private set; }

    /// <summary>How the setup ended; null while it runs, or when none was begun.</summary>
    internal SetupResult? Ended { get; private set; }

    /// <summary>Where somebody else can set it up.</summary>
    public string Link => TenantLife.SetupAddress(Tenant, TenantsApi.Root(HttpContext));

    /// <summary>Where it is found.</summary>
    public string Address => TenantLife.AddressOf(Tenant, TenantsApi.Root(HttpContext));

    /// <summary>Shows the form, or the steps of a setup under way.</summary>
    public async Task<IActionResult> OnGetAsync(string name)
    {
        if (!await LoadAsync(name))
        {
            return NotFound();
        }

        (SiteName, RecipeName) = (Tenant.Name, Tenant["RecipeName"]);
        foreach (var (field, sentence) in Ended?.Errors ?? [])
        {
            ModelState.AddModelError("", field.Length == 0 ? sentence : $"{field}: {sentence}");
        }

        return Page();
    }

    /// <summary>The steps alone, asked for each second.</summary>
    public async Task<IActionResult> OnGetStepsAsync(string name) => await LoadAsync(name) ? Partial("_Steps", this) : NotFound();

    /// <summary>Begins the setup.</summary>
    public async Task<IActionResult> OnPostAsync(string name)
    {
        if (!await LoadAsync(name))
        {
            return NotFound();
        }

        foreach (var (field, value) in new[] { (nameof(SiteName), SiteName), (nameof(UserName), UserName), (nameof(Email), Email), (nameof(Password), Password) })
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                ModelState.AddModelError(field, s["This is needed."]);
            }
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var zone = (await site.GetSiteSettingsAsync()).TimeZoneId;
        var request = new SetupRequest { SiteName = SiteName!, UserName = UserName!, Email = Email!, Password = Password!, RecipeName = RecipeName, SiteTimeZone = zone, Culture = System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName };
        services.GetRequiredService<SetupRuns>().Begin(Tenant.Name, progress => request.ToContext(Tenant, progress));
        return Redirect($"~/admin/tenants/{Tenant.Name}/setup");
    }

    private async Task<bool> LoadAsync(string name)
    {
        if (shells.TryGetSettings(name) is not { IsDefault: false } tenant)
        {
            return false;
        }

        // The end before the state: a setup that ends in between is shown as running still, or as done, never as failed.
        Run = services.GetRequiredService<SetupRuns>().Find(tenant.Name);
        Ended = Run?.Result;
        Tenant = shells.TryGetSettings(name) ?? tenant;
        Recipes = await TenantForm.RecipesAsync(recipes);
        return true;
    }
}
