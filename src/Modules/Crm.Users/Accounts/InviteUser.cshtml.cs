using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Crm.Users.Accounts;

/// <summary>Makes an account without a password and shows the link by which its owner sets one.</summary>
[Right(UserPermissions.ManageUsers)]
public sealed class InviteUserModel(UserManager<User> users, OneTimeLinks links, IStringLocalizer<InviteUserModel> text) : AccountPage
{
    /// <summary>The account just made.</summary>
    public User? Invited { get; private set; }

    /// <summary>The empty form.</summary>
    public Task OnGetAsync() => LoadChoicesAsync();

    /// <summary>Makes the account.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await LoadChoicesAsync();
        var user = new User();
        Form.Fill(user, RoleChoices);
        if (!await MayTouchAsync(user, Form.Roles))
        {
            ModelState.AddModelError("", text["Only an administrator may make an administrator."]);
            return Page();
        }

        var created = await users.CreateAsync(user);
        Show(created);
        if (!created.Succeeded)
        {
            return Page();
        }

        await StoreTeamsAsync(user);
        Link = await AddressOfAsync(await links.CreateAsync(user));
        Invited = user;
        return Page();
    }
}
