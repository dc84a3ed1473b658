using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Kernel.Localization;

/// <summary>Chooses the language.</summary>
[Open("Changes only the language of the caller's own pages")]
public sealed class SwitchLanguage : PageModel
{
    /// <summary>There is nothing to see.</summary>
    public IActionResult OnGet() => LocalRedirect("~/");

    /// <summary>Keeps the choice and goes back; a language that the tenant does not have changes nothing.</summary>
    public async Task<IActionResult> OnPostAsync(string? culture, string? back)
    {
        var cultures = SiteLanguages.Of(await RunningSite.FindAsync(HttpContext.RequestServices));
        if (cultures.FirstOrDefault(one => one.Name == culture) is { } chosen)
        {
            RequestCulture.Keep(HttpContext, chosen);
        }

        return LocalRedirect(Url.IsLocalUrl(back) ? back : "~/");
    }
}
