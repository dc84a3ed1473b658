using Crm.Kernel.Display.Themes;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Users.Links;

/// <summary>Where an invitation or reset link leads: the account sets its password and is in.</summary>
[Open("The link itself is the key"), Centered]
public sealed class OpenLinkModel(OneTimeLinks links, Kernel.Users.SignIn signIn, IStringLocalizer<OpenLinkModel> text) : PageModel
{
    /// <summary>The new password.</summary>
    [BindProperty]
    public string Password { get; set; } = "";

    /// <summary>The same again.</summary>
    [BindProperty]
    public string Again { get; set; } = "";

    /// <summary>The account; null when the link is not good (any more).</summary>
    public User? Account { get; private set; }

    /// <summary>Shows the form, or that the link is spent.</summary>
    public async Task OnGetAsync(string token)
    {
        Account = await links.ReadAsync(token);
        Response.StatusCode = Account is null ? StatusCodes.Status410Gone : StatusCodes.Status200OK;
    }

    /// <summary>Sets the password.</summary>
    public async Task<IActionResult> OnPostAsync(string token)
    {
        Account = await links.ReadAsync(token);
        if (Account is null)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
            return Page();
        }

        if (Password != Again)
        {
            ModelState.AddModelError(nameof(Again), text["The two passwords differ."]);
            return Page();
        }

        var redeemed = await links.RedeemAsync(Account, Password ?? "");
        foreach (var error in redeemed.Errors)
        {
            ModelState.AddModelError(nameof(Password), error.Description);
        }

        if (!redeemed.Succeeded)
        {
            return Page();
        }

        if (Account.TwoFactorEnabled)
        {
            return RedirectToPage("/Crm.Users/SigningIn/Login");
        }

        await signIn.EnterAsync(Account, remember: false);
        return LocalRedirect("~/admin");
    }
}
