using System.ComponentModel.DataAnnotations;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Tenants.Profiles;

/// <summary>The feature profiles, and the one being edited.</summary>
[Right(TenantsPermissions.ManageTenants)]
public sealed class EditProfilesModel(IServiceProvider services, IStringLocalizer<EditProfilesModel> s) : PageModel
{
    private FeatureProfiles Store => services.GetRequiredService<FeatureProfiles>();

    /// <summary>The profile edited; blank for a new one.</summary>
    [BindProperty(SupportsGet = true, Name = "id")]
    public string? ProfileId { get; set; }

    /// <summary>Its id when it is new.</summary>
    [BindProperty]
    public string? NewId { get; set; }

    /// <summary>Its name.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>Its rules, one a line.</summary>
    [BindProperty]
    public string? Rules { get; set; }

    /// <summary>All profiles.</summary>
    public IReadOnlyCollection<FeatureProfile> Profiles { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        var profiles = await Store.ListAsync();
        Profiles = [.. profiles.Values.OrderBy(profile => profile.Name, StringComparer.CurrentCultureIgnoreCase)];
        if (ProfileId is { Length: > 0 })
        {
            if (!profiles.TryGetValue(ProfileId, out var profile))
            {
                return NotFound();
            }

            (Name, Rules) = (profile.Name, profile.ToLines());
        }

        return Page();
    }

    /// <summary>Stores one.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var id = (ProfileId ?? NewId ?? "").Trim();
        if (id.Length is 0 or > 50 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            ModelState.AddModelError(nameof(NewId), s["Give the profile an id of letters, digits, - and _."]);
        }

        if (FeatureProfile.ReadLines(Rules) is not { } rules)
        {
            ModelState.AddModelError(nameof(Rules), s["Each line is “Include” or “Exclude” and a feature id, as: Exclude Crm.Audit*"]);
            rules = [];
        }

        if (!ModelState.IsValid)
        {
            Profiles = [.. (await Store.ListAsync()).Values];
            return Page();
        }

        await Store.StoreAsync(new FeatureProfile { Id = id, Name = Name is { Length: > 0 } ? Name : id, FeatureRules = rules });
        this.Toast(s["Saved. Tenants with this profile are built anew."]);
        return Redirect("~/admin/tenants/profiles");
    }

    /// <summary>Drops one.</summary>
    public async Task<IActionResult> OnPostDeleteAsync()
    {
        await Store.RemoveAsync(ProfileId ?? "");
        this.Toast(s["The profile was removed; tenants that had it are no longer bound by it."]);
        return Redirect("~/admin/tenants/profiles");
    }
}
