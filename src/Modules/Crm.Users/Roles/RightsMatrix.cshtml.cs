using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Users.Roles;

/// <summary>Every right against every role.</summary>
[Right(UserPermissions.ManageRoles)]
public sealed class RightsMatrixModel(Kernel.Users.Roles roles, PermissionCatalog catalog, Rights rights, IStringLocalizer<RightsMatrixModel> text) : PageModel
{
    /// <summary>One role alone, or all.</summary>
    [BindProperty(SupportsGet = true, Name = "role")]
    public string? Only { get; set; }

    /// <summary>The ticks, as <c>Role/Right</c>.</summary>
    [BindProperty]
    public List<string> Granted { get; set; } = [];

    /// <summary>The roles shown; the administrator's has no list.</summary>
    public IReadOnlyList<Role> Roles { get; private set; } = [];

    /// <summary>The rights by the module that brings them.</summary>
    public IReadOnlyList<IGrouping<string, Permission>> Groups { get; private set; } = [];

    /// <summary>Shows the matrix.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        Granted = [.. Roles.SelectMany(role => role.PermissionNames().Select(name => Key(role, name)))];
        return Roles.Count == 0 ? NotFound() : Page();
    }

    /// <summary>Stores the ticks of the roles shown. Rights of modules that are off stay as they are.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var known = Groups.SelectMany(group => group).ToDictionary(permission => permission.Name);
        var ticked = Granted.ToHashSet(StringComparer.Ordinal);
        var administrator = await rights.IsAdministratorAsync(User);
        foreach (var role in Roles)
        {
            var wanted = known.Values.Where(permission => ticked.Contains(Key(role, permission.Name))).Select(permission => permission.Name).ToList();
            if (!administrator && wanted.Except(role.PermissionNames()).Any(name => known[name].IsSecurityCritical))
            {
                ModelState.AddModelError("", text["Only an administrator may give a security-critical right."]);
                return Page();
            }
        }

        var shown = Roles.Select(role => role.RoleName).ToList();
        await roles.ChangeAsync(all =>
        {
            foreach (var role in all.Roles.Where(role => shown.Contains(role.RoleName)))
            {
                role.SetPermissions(role.PermissionNames().Where(name => !known.ContainsKey(name))
                    .Concat(known.Keys.Where(name => ticked.Contains(Key(role, name)))).ToList());
            }
        });
        this.Toast(text["The rights are saved and hold from now on."]);
        return RedirectToPage(new { role = Only });
    }

    /// <summary>Name of a tick.</summary>
    public static string Key(Role role, string permission) => role.RoleName + "/" + permission;

    private async Task LoadAsync()
    {
        Roles = [.. (await roles.ListAsync()).Where(role => !Role.Same(role.RoleName, Role.Administrator) && (string.IsNullOrEmpty(Only) || Role.Same(role.RoleName, Only)))];
        Groups = [.. (await catalog.ListAsync()).GroupBy(permission => permission.Category.Length == 0 ? "Other" : permission.Category)];
    }
}
