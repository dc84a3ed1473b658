using Crm.Kernel.Data;
using Crm.Kernel.Users;
using LinqToDB.Async;

namespace Crm.Users.Accounts;

/// <summary>What the list of accounts is asked for.</summary>
public sealed class UserFilter
{
    /// <summary>Words in name or address.</summary>
    public string? Q { get; set; }

    /// <summary>Name of a role.</summary>
    public string? Role { get; set; }

    /// <summary>Id of a team.</summary>
    public string? Team { get; set; }

    /// <summary>enabled, disabled, invited or locked.</summary>
    public string? State { get; set; }

    /// <summary>Key of the last row of the page before: document id.</summary>
    public long? After { get; set; }

    /// <summary>Whether anything is asked.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Q) && string.IsNullOrEmpty(Role) && string.IsNullOrEmpty(Team) && string.IsNullOrEmpty(State);
}

/// <summary>A page of accounts by name.</summary>
public sealed class UserList(ISession session, Kernel.Users.Teams teams, TimeProvider time)
{
    /// <summary>The accounts of one page, and the key of the next; null at the end.</summary>
    public async Task<(IReadOnlyList<User> Users, string? Next)> PageAsync(UserFilter filter, int size, CancellationToken cancellationToken)
    {
        var rows = await FilteredAsync(filter);
        if (filter.After is { } after && await session.QueryIndex<UserIndex>().Where(row => row.DocumentId == after).Select(row => row.NormalizedShownName).FirstOrDefaultAsync(cancellationToken) is { } name)
        {
            rows = rows.Where(row => string.Compare(row.NormalizedShownName, name) > 0 || (row.NormalizedShownName == name && row.DocumentId > after));
        }

        var ids = await rows.OrderBy(row => row.NormalizedShownName).ThenBy(row => row.DocumentId).Select(row => row.DocumentId).Take(size + 1).ToListAsync(cancellationToken);
        var users = await session.GetAsync<User>(ids.Take(size));
        return (users, ids.Count > size ? ids[size - 1].ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    /// <summary>How many there are.</summary>
    public async Task<int> CountAsync(UserFilter filter, CancellationToken cancellationToken) => await (await FilteredAsync(filter)).CountAsync(cancellationToken);

    private async Task<IQueryable<UserIndex>> FilteredAsync(UserFilter filter)
    {
        var rows = session.QueryIndex<UserIndex>();
        foreach (var word in (filter.Q ?? "").ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            rows = rows.Where(row => row.NormalizedShownName.Contains(word) || row.NormalizedEmail.Contains(word) || row.NormalizedUserName.Contains(word));
        }

        if (!string.IsNullOrEmpty(filter.Role))
        {
            var role = filter.Role.ToUpperInvariant();
            var holders = session.QueryIndex<UserByRoleNameIndex>().Where(row => row.RoleName == role).Select(row => row.DocumentId);
            rows = rows.Where(row => holders.Contains(row.DocumentId));
        }

        if (!string.IsNullOrEmpty(filter.Team))
        {
            var members = (await teams.FindAsync(filter.Team))?.MemberIds ?? [];
            rows = rows.Where(row => members.Contains(row.UserId));
        }

        var now = time.GetUtcNow().UtcDateTime;
        return filter.State switch
        {
            "enabled" => rows.Where(row => row.IsEnabled && row.HasPassword),
            "disabled" => rows.Where(row => !row.IsEnabled),
            "invited" => rows.Where(row => row.IsEnabled && !row.HasPassword),
            "locked" => rows.Where(row => row.LockoutEndUtc > now),
            _ => rows,
        };
    }
}
