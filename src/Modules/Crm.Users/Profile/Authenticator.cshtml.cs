using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Users.Profile;

/// <summary>The code of an authenticator app as second factor: begin, scan, confirm, recovery codes, off.</summary>
[SignedIn]
public sealed class AuthenticatorModel(UserManager<User> users, Kernel.Users.SignIn signIn, IStringLocalizer<AuthenticatorModel> text) : PageModel
{
    /// <summary>The code that proves the app is set up.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The password, asked again before the factor is taken off.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>The account.</summary>
    public User Account { get; private set; } = null!;

    /// <summary>The key to type where scanning is not possible, in groups of four; null before the beginning and once it is on.</summary>
    public string? Key { get; private set; }

    /// <summary>The recovery codes just made; shown once.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>How many recovery codes are left.</summary>
    public int CodesLeft { get; private set; }

    /// <summary>Shows where it stands.</summary>
    public Task OnGetAsync() => LoadAsync();

    /// <summary>Makes a key.</summary>
    public async Task<IActionResult> OnPostBeginAsync()
    {
        await LoadAsync();
        if (!Account.TwoFactorEnabled)
        {
            await ((IUserAuthenticatorKeyStore<User>)Store).SetAuthenticatorKeyAsync(Account, Totp.NewKey(), default);
            await users.UpdateAsync(Account);
        }

        return RedirectToPage();
    }

    /// <summary>Confirms with the first code and gives the recovery codes.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (Account.TwoFactorEnabled || !await signIn.TakeCodeAsync(Account, Code ?? ""))
        {
            ModelState.AddModelError(nameof(Code), text["The code is not right. Take the newest one the app shows, and look whether the clock of the phone is right."]);
            return Page();
        }

        Account.TwoFactorEnabled = true;
        await MakeCodesAsync();
        await users.UpdateSecurityStampAsync(Account);
        await signIn.RenewAsync(Account);
        return Page();
    }

    /// <summary>Makes new recovery codes; the old ones are spent.</summary>
    public async Task<IActionResult> OnPostCodesAsync()
    {
        await LoadAsync();
        if (Account.TwoFactorEnabled && await PasswordHoldsAsync())
        {
            await MakeCodesAsync();
            await users.UpdateAsync(Account);
        }

        return Page();
    }

    /// <summary>Takes it off.</summary>
    public async Task<IActionResult> OnPostOffAsync()
    {
        await LoadAsync();
        if (!await PasswordHoldsAsync())
        {
            return Page();
        }

        Account.TwoFactorEnabled = false;
        Account.UserTokens.Clear();
        await users.UpdateSecurityStampAsync(Account);
        await signIn.RenewAsync(Account);
        this.Toast(text["Signing in asks for no code any more."]);
        return RedirectToPage();
    }

    private IUserStore<User> Store => HttpContext.RequestServices.GetRequiredService<IUserStore<User>>();

    private async Task<bool> PasswordHoldsAsync()
    {
        var holds = await users.CheckPasswordAsync(Account, Password ?? "");
        if (!holds)
        {
            ModelState.AddModelError(nameof(Password), text["The password is not right."]);
        }

        return holds;
    }

    private async Task MakeCodesAsync()
    {
        RecoveryCodes = [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(Account, 10) ?? []];
        CodesLeft = RecoveryCodes.Count;
    }

    private async Task LoadAsync()
    {
        Account = (await users.FindByIdAsync(User.UserId()!))!;
        CodesLeft = await users.CountRecoveryCodesAsync(Account);
        var key = Account.TwoFactorEnabled ? null : await users.GetAuthenticatorKeyAsync(Account);
        Key = key is null ? null : string.Join(' ', key.Chunk(4).Select(letters => new string(letters)));
    }
}
