using Crm.Kernel.Content;
using Crm.Kernel.Data;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Mapping;

namespace Crm.Kernel.Users;

/// <summary>A browser that is signed in; a row of a plain table. Gone when it signs out or is signed out.</summary>
public sealed class UserSession
{
    /// <summary>Id; the cookie carries it.</summary>
    [PrimaryKey]
    public string SessionId { get; set; } = "";

    /// <summary>Whose.</summary>
    public string UserId { get; set; } = "";

    /// <summary>Since.</summary>
    public DateTime CreatedUtc { get; set; }

    /// <summary>The browser's own words.</summary>
    public string Device { get; set; } = "";

    /// <summary>The address it came from.</summary>
    public string Address { get; set; } = "";
}

/// <summary>When a session or a token was last used; a row of a plain table, written at most every ten minutes.</summary>
public sealed class LastSeen
{
    /// <summary>Id of the session or token.</summary>
    [PrimaryKey]
    public string Subject { get; set; } = "";

    /// <summary>When.</summary>
    public DateTime Utc { get; set; }
}

/// <summary>The open sessions of accounts.</summary>
public sealed class UserSessions(ISession session, TimeProvider time)
{
    /// <summary>The sessions of an account, newest first, with their last use.</summary>
    public async Task<IReadOnlyList<(UserSession Session, DateTime? LastUsed)>> ListAsync(string userId)
    {
        var connection = await session.GetConnectionAsync();
        var open = await connection.GetTable<UserSession>().Where(row => row.UserId == userId).OrderByDescending(row => row.CreatedUtc).Take(100).ToListAsync();
        var seen = await SeenAsync(open.ConvertAll(row => row.SessionId));
        return open.ConvertAll(row => (row, seen.TryGetValue(row.SessionId, out var utc) ? utc : (DateTime?)null));
    }

    /// <summary>When each of those sessions or tokens was last used.</summary>
    public async Task<IReadOnlyDictionary<string, DateTime>> SeenAsync(IReadOnlyCollection<string> subjects)
        => await (await session.GetConnectionAsync()).GetTable<LastSeen>().Where(row => subjects.Contains(row.Subject)).ToDictionaryAsync(row => row.Subject, row => row.Utc);

    /// <summary>Ends one session of an account.</summary>
    public async Task EndAsync(string userId, string sessionId)
        => await (await session.GetConnectionAsync(write: true)).GetTable<UserSession>().Where(row => row.UserId == userId && row.SessionId == sessionId).DeleteAsync();

    /// <summary>Ends all sessions of an account but one.</summary>
    public async Task EndOthersAsync(string userId, string? keep)
        => await (await session.GetConnectionAsync(write: true)).GetTable<UserSession>().Where(row => row.UserId == userId && row.SessionId != (keep ?? "")).DeleteAsync();

    internal async Task<UserSession> BeginAsync(string userId, string device, string address)
    {
        var begun = new UserSession
        {
            SessionId = ContentId.New(), UserId = userId, CreatedUtc = time.GetUtcNow().UtcDateTime,
            Device = device.Length > 300 ? device[..300] : device, Address = address,
        };
        await (await session.GetConnectionAsync(write: true)).InsertAsync(begun);
        return begun;
    }
}
