using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Crm.Users.Accounts;

/// <summary>One account: its fields, a reset link, unlocking, disabling.</summary>
[Right(UserPermissions.ManageUsers)]
public sealed class EditUserModel(
    UserManager<User> users, OneTimeLinks links, UserSessions sessions, ISiteService site, IStringLocalizer<EditUserModel> text) : AccountPage
{
    /// <summary>The account.</summary>
    public User Account { get; private set; } = null!;

    /// <summary>The sessions open on it.</summary>
    public IReadOnlyList<(UserSession Session, DateTime? LastUsed)> Sessions { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        Form = UserForm.Of(Account, TeamChoices);
        return Page();
    }

    /// <summary>Stores the fields.</summary>
    public Task<IActionResult> OnPostAsync(string id) => ChangeAsync(id, Form.Roles, async () =>
    {
        if (await IsLastAdministratorAsync() && !Form.Roles.Contains(Role.Administrator))
        {
            ModelState.AddModelError("", text["This is the last administrator who can sign in: it must stay one."]);
            return null;
        }

        Form.Fill(Account, RoleChoices);
        Show(await users.UpdateAsync(Account));
        await StoreTeamsAsync(Account);
        return text["{0} is saved.", Account.ShownName()];
    });

    /// <summary>Shuts the account; its sessions end within seconds.</summary>
    public Task<IActionResult> OnPostDisableAsync(string id) => ChangeAsync(id, [], async () =>
    {
        if (Account.UserId == User.UserId() || await IsLastAdministratorAsync() || (await site.GetSiteSettingsAsync()).SuperUser == Account.UserId)
        {
            ModelState.AddModelError("", text["You cannot disable yourself, the super user or the last administrator."]);
            return null;
        }

        Account.IsEnabled = false;
        await users.UpdateSecurityStampAsync(Account);
        await sessions.EndOthersAsync(Account.UserId, keep: null);
        return text["{0} can no longer sign in.", Account.ShownName()];
    });

    /// <summary>Opens it again.</summary>
    public Task<IActionResult> OnPostEnableAsync(string id) => ChangeAsync(id, [], async () =>
    {
        Account.IsEnabled = true;
        await users.UpdateAsync(Account);
        return text["{0} can sign in again.", Account.ShownName()];
    });

    /// <summary>Ends a lock before its time.</summary>
    public Task<IActionResult> OnPostUnlockAsync(string id) => ChangeAsync(id, [], async () =>
    {
        Account.LockoutEndUtc = null;
        Account.AccessFailedCount = 0;
        await users.UpdateAsync(Account);
        return text["{0} is unlocked.", Account.ShownName()];
    });

    /// <summary>Takes the second factor off, for who has lost the phone.</summary>
    public Task<IActionResult> OnPostForgetCodeAsync(string id) => ChangeAsync(id, [], async () =>
    {
        Account.TwoFactorEnabled = false;
        Account.UserTokens.Clear();
        await users.UpdateSecurityStampAsync(Account);
        return text["{0} signs in without a code from now on.", Account.ShownName()];
    });

    /// <summary>Makes a link by which the password is set anew; shown once.</summary>
    public Task<IActionResult> OnPostLinkAsync(string id) => ChangeAsync(id, [], async () =>
    {
        Link = await AddressOfAsync(await links.CreateAsync(Account));
        Form = UserForm.Of(Account, TeamChoices);
        return null;
    });

    private async Task<bool> LoadAsync(string id)
    {
        await LoadChoicesAsync();
        if (await users.FindByIdAsync(id) is not { } user)
        {
            return false;
        }

        Account = user;
        Sessions = await sessions.ListAsync(id);
        return true;
    }

    private async Task<IActionResult> ChangeAsync(string id, IEnumerable<string> wanted, Func<Task<string?>> change)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (!await MayTouchAsync(Account, wanted))
        {
            ModelState.AddModelError("", text["Only an administrator may change an administrator."]);
            return Page();
        }

        var done = await change();
        if (done is null || !ModelState.IsValid)
        {
            return Page();
        }

        this.Toast(done);
        return RedirectToPage(new { id });
    }

    private async Task<bool> IsLastAdministratorAsync()
        => Account.RoleNames.Contains(Role.Administrator)
            && !(await users.GetUsersInRoleAsync(Role.Administrator)).Any(other => other.UserId != Account.UserId && other is { IsEnabled: true, PasswordHash: not null });
}
