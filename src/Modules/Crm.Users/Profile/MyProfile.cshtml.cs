using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using Crm.Users.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Users.Profile;

/// <summary>One's own account: name, language, password, sessions.</summary>
[SignedIn]
public sealed class MyProfileModel(
    UserManager<User> users, UserSessions sessions, Kernel.Users.SignIn signIn, ISiteService site, IStringLocalizer<MyProfileModel> text) : PageModel
{
    /// <summary>Full name.</summary>
    [BindProperty]
    public string? FullName { get; set; }

    /// <summary>Language.</summary>
    [BindProperty]
    public string? Language { get; set; }

    /// <summary>IANA time zone.</summary>
    [BindProperty]
    public string? TimeZone { get; set; }

    /// <summary>The time zones of the host.</summary>
    public static IEnumerable<SelectListItem> TimeZones => TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id.Contains('/', StringComparison.Ordinal) || id == "UTC")
        .Order(StringComparer.Ordinal).Select(id => new SelectListItem(id.Replace('_', ' '), id));

    /// <summary>The password as it is.</summary>
    [BindProperty]
    public string? Present { get; set; }

    /// <summary>The new password.</summary>
    [BindProperty]
    public string? Fresh { get; set; }

    /// <summary>The account.</summary>
    public User Account { get; private set; } = null!;

    /// <summary>Its sessions.</summary>
    public IReadOnlyList<(UserSession Session, DateTime? LastUsed)> Sessions { get; private set; } = [];

    /// <summary>Languages to choose from.</summary>
    public IReadOnlyList<SelectListItem> LanguageChoices { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync()
    {
        await LoadAsync();
        (FullName, Language, TimeZone) = (Account.ShownName() == Account.UserName ? null : Account.ShownName(), Account.Language(), Account.TimeZone());
    }

    /// <summary>Stores name, language and time zone.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        Account.SetProfile(string.IsNullOrWhiteSpace(FullName) ? null : FullName.Trim(), LanguageChoices.Any(choice => choice.Value == Language) ? Language : null);
        Account.SetTimeZone(TimeZones.Any(zone => zone.Value == TimeZone) ? TimeZone : null);
        await users.UpdateAsync(Account);
        this.Toast(text["Your profile is saved."]);
        return RedirectToPage();
    }

    /// <summary>Changes the password; the other sessions end.</summary>
    public async Task<IActionResult> OnPostPasswordAsync()
    {
        await LoadAsync();
        var changed = await users.ChangePasswordAsync(Account, Present ?? "", Fresh ?? "");
        foreach (var error in changed.Errors)
        {
            ModelState.AddModelError(error.Code == nameof(IdentityErrorDescriber.PasswordMismatch) ? nameof(Present) : nameof(Fresh), error.Description);
        }

        if (!changed.Succeeded)
        {
            return Page();
        }

        await sessions.EndOthersAsync(Account.UserId, User.SessionId());
        await signIn.RenewAsync(Account);
        this.Toast(text["Your password is changed. Your other sessions have ended."]);
        return RedirectToPage();
    }

    /// <summary>Ends one of the own sessions.</summary>
    public async Task<IActionResult> OnPostEndAsync(string session)
    {
        await LoadAsync();
        await sessions.EndAsync(Account.UserId, session);
        this.Toast(text["The session has ended."]);
        return RedirectToPage();
    }

    /// <summary>Ends all of them but this.</summary>
    public async Task<IActionResult> OnPostEndOthersAsync()
    {
        await LoadAsync();
        await sessions.EndOthersAsync(Account.UserId, User.SessionId());
        this.Toast(text["All your other sessions have ended."]);
        return RedirectToPage();
    }

    private async Task LoadAsync()
    {
        Account = (await users.FindByIdAsync(User.UserId()!))!;
        Sessions = await sessions.ListAsync(Account.UserId);
        LanguageChoices = LanguageList.Of(await site.GetSiteSettingsAsync());
    }
}
