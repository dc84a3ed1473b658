using Crm.Kernel.Display.Themes;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Users.SigningIn;

/// <summary>The second step: the authenticator's code, or a recovery code.</summary>
[Open("Comes between password and sign-in"), Centered]
public sealed class CodeModel(Kernel.Users.SignIn signIn, IStringLocalizer<CodeModel> text) : PageModel
{
    /// <summary>Six digits, or a recovery code.</summary>
    [BindProperty]
    public string Code { get; set; } = "";

    /// <summary>Where to go afterwards.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Shown only between the steps.</summary>
    public async Task<IActionResult> OnGetAsync() => await signIn.AwaitsCodeAsync() ? Page() : RedirectToPage("/Crm.Users/SigningIn/Login", new { ReturnUrl });

    /// <summary>Tries the code.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var pace = HttpContext.RequestServices.GetRequiredService<SignInPace>();
        var (address, owner) = (HttpContext.Connection.RemoteIpAddress?.ToString() ?? "", "code " + await signIn.CodeOwnerAsync());
        if (!pace.Allows(address, owner))
        {
            ModelState.AddModelError("", text["Too many attempts. Wait a minute and try again."]);
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Page();
        }

        switch (await signIn.WithCodeAsync(Code ?? ""))
        {
            case SignInOutcome.Done:
                pace.Forgive(address, owner);
                return LoginModel.Onwards(this, ReturnUrl);
            case SignInOutcome.CodeNeeded:
                ModelState.AddModelError("", text["The code is not right. Take the newest one the app shows."]);
                return Page();
            default:
                return RedirectToPage("/Crm.Users/SigningIn/Login", new { ReturnUrl });
        }
    }
}
