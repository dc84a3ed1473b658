using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Kernel.Display.Frame;

/// <summary>Chooses light or dark.</summary>
[Open("Changes only how the caller's own pages look")]
public sealed class SwitchAppearance : PageModel
{
    /// <summary>There is nothing to see.</summary>
    public IActionResult OnGet() => LocalRedirect("~/");

    /// <summary>Keeps the choice and goes back.</summary>
    public IActionResult OnPost(string? appearance, string? back)
    {
        Appearance.Choose(HttpContext, appearance ?? "");
        return LocalRedirect(Url.IsLocalUrl(back) ? back : "~/");
    }
}
