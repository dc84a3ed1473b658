using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Crm.Users.Accounts;

/// <summary>The list of accounts.</summary>
[Right(UserPermissions.ListUsers)]
public sealed class ListUsersModel(UserList list, Kernel.Users.Roles roles, Kernel.Users.Teams teams, TimeProvider time) : PageModel
{
    private const int PageSize = 50;

    /// <summary>What is asked.</summary>
    [BindProperty(SupportsGet = true, Name = "")]
    public UserFilter Filter { get; set; } = new();

    /// <summary>The accounts of this page.</summary>
    public IReadOnlyList<User> Users { get; private set; } = [];

    /// <summary>Key of the next page.</summary>
    public string? Next { get; private set; }

    /// <summary>How many accounts there are.</summary>
    public int Count { get; private set; }

    /// <summary>Roles to choose from.</summary>
    public IReadOnlyList<SelectListItem> RoleChoices { get; private set; } = [];

    /// <summary>Teams to choose from.</summary>
    public IReadOnlyList<SelectListItem> TeamChoices { get; private set; } = [];

    /// <summary>Names of the teams of each account.</summary>
    public ILookup<string, string> TeamsOf { get; private set; } = Array.Empty<string>().ToLookup(id => id);

    /// <summary>Shows a page.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        (Users, Next) = await list.PageAsync(Filter, PageSize, cancellationToken);
        Count = await list.CountAsync(Filter, cancellationToken);
        RoleChoices = [.. (await roles.ListAsync()).Where(role => role.RoleName is not (Role.Anonymous or Role.Authenticated)).Select(role => new SelectListItem(role.RoleName, role.RoleName))];
        var all = await teams.ListAsync();
        TeamChoices = [.. all.Select(team => new SelectListItem(team.Name, team.TeamId))];
        TeamsOf = all.SelectMany(team => team.MemberIds.Select(id => (id, team.Name))).ToLookup(pair => pair.id, pair => pair.Name);
    }

    /// <summary>The state of an account in a word.</summary>
    public (string Word, string Tone) StateOf(User user)
        => !user.IsEnabled ? ("Disabled", "neutral")
            : user.LockoutEndUtc > time.GetUtcNow().UtcDateTime ? ("Locked", "bad")
            : user.PasswordHash is null ? ("Invited", "info")
            : ("Enabled", "good");
}
