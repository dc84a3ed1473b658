using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns.Approve;

/// <summary>When two people are wanted for a campaign.</summary>
[Right(CampaignsPermissions.Approve)]
internal sealed class EditCampaignSettings(ISiteService sites, IStringLocalizer<EditCampaignSettings> s) : PageModel
{
    [BindProperty]
    public int? Percent { get; set; }

    public async Task OnGetAsync() => Percent = (await sites.GetSiteSettingsAsync()).As<CampaignSettings>().SecondPersonPercent;

    public async Task<IActionResult> OnPostAsync()
    {
        if (Percent is not (>= 0 and <= 100))
        {
            ModelState.AddModelError(nameof(Percent), s["From 0 to 100 %."]);
            return Page();
        }

        var site = await sites.LoadSiteSettingsAsync();
        site.Put(new CampaignSettings { SecondPersonPercent = Percent.Value });
        await sites.UpdateSiteSettingsAsync(site);
        this.Toast(s["Saved."]);
        return RedirectToPage();
    }
}
