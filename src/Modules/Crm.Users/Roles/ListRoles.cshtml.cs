using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using LinqToDB.Async;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Users.Roles;

/// <summary>The roles, with how many hold each; adding and removing them, and looking through their eyes.</summary>
[Right(UserPermissions.ManageRoles)]
public sealed class ListRolesModel(Kernel.Users.Roles roles, ISession session, SeeAs seeAs, IStringLocalizer<ListRolesModel> text) : PageModel
{
    /// <summary>The roles.</summary>
    public IReadOnlyList<Role> Roles { get; private set; } = [];

    /// <summary>How many accounts hold each role, by its name in capitals.</summary>
    public IReadOnlyDictionary<string, int> Holders { get; private set; } = new Dictionary<string, int>();

    /// <summary>Name of the role to add.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>Its description.</summary>
    [BindProperty]
    public string? Description { get; set; }

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        Roles = await roles.ListAsync();
        Holders = await session.QueryIndex<UserByRoleNameIndex>().GroupBy(row => row.RoleName).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count);
    }

    /// <summary>Adds one.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var name = Name?.Trim() ?? "";
        if (name.Length is 0 or > 60 || name.Contains('/', StringComparison.Ordinal))
        {
            ModelState.AddModelError(nameof(Name), text["A role needs a name of at most 60 characters, without a slash."]);
        }
        else if (await roles.FindAsync(name) is not null)
        {
            ModelState.AddModelError(nameof(Name), text["There is a role of that name already."]);
        }

        if (!ModelState.IsValid)
        {
            await OnGetAsync();
            return Page();
        }

        await roles.ChangeAsync(all => all.FindOrAdd(name).RoleDescription = Description?.Trim() ?? "");
        this.Toast(text["The role {0} is made. Give it its rights.", name]);
        return RedirectToPage("/Crm.Users/Roles/RightsMatrix");
    }

    /// <summary>Removes one and takes it from whoever holds it.</summary>
    public async Task<IActionResult> OnPostDeleteAsync(string role)
    {
        if (Role.IsSystem(role) || await roles.FindAsync(role) is null)
        {
            return NotFound();
        }

        var normalized = role.ToUpperInvariant();
        foreach (var user in await session.Query<User, UserByRoleNameIndex>(row => row.RoleName == normalized).ListAsync())
        {
            user.RoleNames.RemoveAll(held => Role.Same(held, role));
            await session.SaveAsync(user, checkConcurrency: true);
        }

        await roles.ChangeAsync(all => all.Roles.RemoveAll(other => Role.Same(other.RoleName, role)));
        this.Toast(text["The role {0} is removed.", role]);
        return RedirectToPage();
    }

    /// <summary>Looks through the eyes of a role, read-only.</summary>
    [Right(UserPermissions.SeeAsRole)]
    public async Task<IActionResult> OnPostSeeAsAsync(string role)
    {
        if (await roles.FindAsync(role) is not { } found || Role.Same(role, Role.Administrator) || User.SessionId() is null)
        {
            return NotFound();
        }

        await seeAs.BeginAsync(found.RoleName);
        return LocalRedirect("~/admin");
    }
}
