using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Users.Teams;

/// <summary>The teams.</summary>
[Right(UserPermissions.ManageTeams)]
public sealed class ListTeamsModel(Kernel.Users.Teams teams, UserNames names) : PageModel
{
    /// <summary>The teams by name.</summary>
    public IReadOnlyList<Team> Teams { get; private set; } = [];

    /// <summary>Names of the leads by id.</summary>
    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        Teams = await teams.ListAsync();
        Names = await names.OfAsync(Teams.Select(team => team.LeadId).OfType<string>());
    }
}
