using System.ComponentModel.DataAnnotations;
using Crm.Kernel.Display.Themes;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Users.SigningIn;

/// <summary>Sign-in. Whatever is wrong, the answer is the same sentence.</summary>
[Open("Whoever wants to sign in is not signed in yet"), Centered]
public sealed class LoginModel(Kernel.Users.SignIn signIn, IStringLocalizer<LoginModel> text) : PageModel
{
    /// <summary>Name or e-mail address.</summary>
    [BindProperty, Required]
    public string Name { get; set; } = "";

    /// <summary>Password.</summary>
    [BindProperty, Required]
    public string Password { get; set; } = "";

    /// <summary>Whether the browser stays signed in after it is closed.</summary>
    [BindProperty]
    public bool Remember { get; set; }

    /// <summary>Where to go afterwards, within the tenant.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Who is signed in goes on.</summary>
    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? Onwards(this, ReturnUrl) : Page();

    /// <summary>Tries.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var pace = HttpContext.RequestServices.GetRequiredService<SignInPace>();
        if (ModelState.IsValid && !pace.Allows(Address, Name))
        {
            ModelState.AddModelError("", text["Too many attempts. Wait a minute and try again."]);
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Page();
        }

        if (!ModelState.IsValid)
        {
            ModelState.Clear();
            ModelState.AddModelError("", text["Give your name and your password."]);
            return Page();
        }

        switch (await signIn.WithPasswordAsync(Name, Password, Remember))
        {
            case SignInOutcome.Done:
                pace.Forgive(Address, Name);
                return Onwards(this, ReturnUrl);
            case SignInOutcome.CodeNeeded:
                pace.Forgive(Address, Name);
                return RedirectToPage("/Crm.Users/SigningIn/Code", new { ReturnUrl });
            default:
                ModelState.AddModelError("", text["The name or the password is not right, or the account is locked for a while."]);
                return Page();
        }
    }

    private string Address => HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>Only to addresses of this tenant: its own prefix, no scheme, no other host.</summary>
    internal static IActionResult Onwards(PageModel page, string? returnUrl)
    {
        var root = page.Request.PathBase.Value ?? "";
        var inside = returnUrl is not null && page.Url.IsLocalUrl(returnUrl) && (returnUrl + "/").StartsWith(root + "/", StringComparison.OrdinalIgnoreCase);
        return page.LocalRedirect(inside ? returnUrl! : root + "/admin");
    }
}
