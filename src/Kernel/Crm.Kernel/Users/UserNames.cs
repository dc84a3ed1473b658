using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Kernel.Users;

/// <summary>Names of accounts by their ids, in one query: for owners, leads, actors.</summary>
public sealed class UserNames(ISession session)
{
    /// <summary>The names shown; ids that no account has are left out.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(IEnumerable<string> userIds)
    {
        var wanted = userIds.Distinct().ToList();
        if (wanted.Count == 0)
        {
            return new Dictionary<string, string>();
        }

        var ids = await session.QueryIndex<UserIndex>().Where(row => wanted.Contains(row.UserId)).Select(row => row.DocumentId).ToListAsync();
        return (await session.GetAsync<User>(ids)).ToDictionary(user => user.UserId, user => user.ShownName());
    }

    /// <summary>The first accounts by name, enabled ones only, to choose from.</summary>
    public async Task<IReadOnlyList<User>> ChoicesAsync(int take = 500)
    {
        var ids = await session.QueryIndex<UserIndex>().Where(row => row.IsEnabled).OrderBy(row => row.NormalizedShownName).ThenBy(row => row.DocumentId)
            .Select(row => row.DocumentId).Take(take).ToListAsync();
        return await session.GetAsync<User>(ids);
    }
}
