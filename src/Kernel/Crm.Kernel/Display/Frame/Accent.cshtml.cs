using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Kernel.Display.Frame;

/// <summary>The tenant's accent colour as a style sheet: the content security policy allows no inline style.</summary>
[Open("Every page of the site needs its colour")]
public sealed class Accent(PageFrame frame) : PageModel
{
    /// <summary>The address bears the colour (<c>?v=</c>), so the answer may be kept for a year.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Content(AccentColor.StyleSheet(await frame.AccentAsync()), "text/css; charset=utf-8");
    }
}
