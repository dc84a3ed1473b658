using Crm.Kernel.Data;

namespace Crm.Kernel.Users;

/// <summary>People who work together. Rights of the kind "own team" reach the records that its members own.</summary>
public sealed class Team
{
    /// <summary>26 characters.</summary>
    public string TeamId { get; set; } = "";

    /// <summary>Name.</summary>
    public string Name { get; set; } = "";

    /// <summary>User id of who leads it; null for nobody.</summary>
    public string? LeadId { get; set; }

    /// <summary>User ids, the lead's among them.</summary>
    public List<string> MemberIds { get; set; } = [];

    /// <summary>Languages it answers in, as <c>fr</c>.</summary>
    public List<string> Languages { get; set; } = [];
}

/// <summary>All teams of the tenant, one document.</summary>
public sealed class TeamsDocument
{
    /// <summary>The teams.</summary>
    public List<Team> Teams { get; set; } = [];
}

/// <summary>The tenant's teams.</summary>
public sealed class Teams(IDocumentManager<TeamsDocument> documents)
{
    /// <summary>All of them by name.</summary>
    public async Task<IReadOnlyList<Team>> ListAsync()
        => [.. (await documents.GetOrCreateImmutableAsync()).Teams.OrderBy(team => team.Name, StringComparer.CurrentCultureIgnoreCase)];

    /// <summary>One, or null.</summary>
    public async Task<Team?> FindAsync(string teamId) => (await documents.GetOrCreateImmutableAsync()).Teams.Find(team => team.TeamId == teamId);

    /// <summary>Adds or replaces a team.</summary>
    public async Task StoreAsync(Team team)
    {
        var all = await documents.GetOrCreateMutableAsync();
        all.Teams.RemoveAll(other => other.TeamId == team.TeamId);
        if (team.LeadId is { } lead && !team.MemberIds.Contains(lead))
        {
            team.MemberIds.Add(lead);
        }

        all.Teams.Add(team);
        await documents.UpdateAsync(all);
    }

    /// <summary>Puts somebody into a team or takes him out.</summary>
    public async Task SetMemberAsync(string teamId, string userId, bool isMember)
    {
        var all = await documents.GetOrCreateMutableAsync();
        if (all.Teams.Find(team => team.TeamId == teamId) is { } found)
        {
            found.MemberIds.Remove(userId);
            if (isMember)
            {
                found.MemberIds.Add(userId);
            }
            else if (found.LeadId == userId)
            {
                found.LeadId = null;
            }

            await documents.UpdateAsync(all);
        }
    }

    /// <summary>Removes a team; its members stay.</summary>
    public async Task RemoveAsync(string teamId)
    {
        var all = await documents.GetOrCreateMutableAsync();
        all.Teams.RemoveAll(team => team.TeamId == teamId);
        await documents.UpdateAsync(all);
    }

    /// <summary>Everybody who shares a team with that user, himself included.</summary>
    public async Task<IReadOnlyCollection<string>> MatesAsync(string userId)
        => (await documents.GetOrCreateImmutableAsync()).Teams.Where(team => team.MemberIds.Contains(userId)).SelectMany(team => team.MemberIds).Append(userId).ToHashSet();
}
