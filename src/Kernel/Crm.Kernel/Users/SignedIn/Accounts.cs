using Crm.Kernel.Data;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Kernel.Users;

/// <summary>Reads the standing of accounts and the sessions open on them.</summary>
internal sealed class Accounts(ISession session, Standings standings)
{
    public async Task<Standing?> GetAsync(string userId, bool anew = false)
    {
        if (!anew && standings.Get(userId) is { } known)
        {
            return known;
        }

        var user = await session.Query<User, UserIndex>(row => row.UserId == userId).FirstOrDefaultAsync();
        if (user is null)
        {
            return null;
        }

        var connection = await session.GetConnectionAsync();
        var sessions = await connection.GetTable<UserSession>().Where(row => row.UserId == userId).Select(row => row.SessionId).ToListAsync();
        var standing = new Standing(
            user.UserId, user.UserName, user.ShownName(), user.SecurityStamp, user.IsEnabled, user.Language(), [.. user.RoleNames], [.. user.UserClaims], sessions.ToHashSet());
        standings.Keep(standing);
        return standing;
    }
}
