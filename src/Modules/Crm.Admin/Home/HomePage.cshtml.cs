using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Admin.Home;

/// <summary>What the bare address shows: the page that the settings name, else a word of welcome and the way in.</summary>
[Open("The public home page")]
public sealed class HomePage(ISiteService sites) : PageModel
{
    /// <summary>The name of the site.</summary>
    public string SiteName { get; private set; } = "";

    /// <summary>Leads to the chosen page, or shows this one.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        var site = await sites.GetSiteSettingsAsync();
        SiteName = site.SiteName;
        return site.HomeRoute["Href"]?.ToString() is { } href && Url.IsLocalUrl(href) && href != "/" ? LocalRedirect("~" + href) : Page();
    }
}
