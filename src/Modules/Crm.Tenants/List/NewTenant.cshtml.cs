using Crm.Kernel.Recipes;
using Crm.Kernel.Security;
using Crm.Tenants.Life;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tenants.List;

/// <summary>A new tenant.</summary>
[Right(TenantsPermissions.ManageTenants)]
public sealed class NewTenantModel(IServiceProvider services, IRecipeHarvester recipes) : PageModel
{
    /// <summary>The form.</summary>
    [BindProperty]
    public TenantForm Input { get; set; } = new();

    /// <summary>The recipes one can start from.</summary>
    public List<SelectListItem> Recipes { get; private set; } = [];

    /// <summary>The profiles to choose from.</summary>
    public List<SelectListItem> Profiles { get; private set; } = [];

    /// <summary>Shows the form.</summary>
    public Task OnGetAsync() => LoadAsync();

    /// <summary>Makes the tenant and goes on to its setup.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var draft = Input.ToDraft();
        TenantForm.Tell(await services.GetRequiredService<TenantLife>().CreateAsync(draft), ModelState);
        if (!ModelState.IsValid)
        {
            await LoadAsync();
            return Page();
        }

        return Redirect($"~/admin/tenants/{draft.Name}/setup");
    }

    private async Task LoadAsync()
    {
        Recipes = await TenantForm.RecipesAsync(recipes);
        Profiles = [.. (await services.GetRequiredService<Profiles.FeatureProfiles>().ListAsync()).Values.Select(profile => new SelectListItem(profile.Name, profile.Id))];
    }
}
