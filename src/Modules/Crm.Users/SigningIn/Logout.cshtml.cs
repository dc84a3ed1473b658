using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Users.SigningIn;

/// <summary>Ends the session; only by POST, so that no picture on a foreign page can.</summary>
[Open("Signing out must work for an ended session too"), AllowedWhileSeeingAs]
public sealed class LogoutModel(Kernel.Users.SignIn signIn) : PageModel
{
    /// <summary>Nothing to see.</summary>
    public IActionResult OnGet() => RedirectToPage("/Crm.Users/SigningIn/Login");

    /// <summary>Signs out.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.LeaveAsync();
        return RedirectToPage("/Crm.Users/SigningIn/Login");
    }
}
