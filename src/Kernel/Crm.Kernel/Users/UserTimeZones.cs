using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using LinqToDB.Async;

namespace Crm.Kernel.Users;

/// <summary>The time zone each user lives in: the one of the profile, else the site's. Scoped.</summary>
public sealed class UserTimeZones(ISession session, ISiteService site)
{
    private readonly Dictionary<string, TimeZoneInfo> _known = [];

    /// <summary>The zone of an account; the site's for nobody.</summary>
    public async ValueTask<TimeZoneInfo> OfAsync(string? userId)
    {
        if (_known.TryGetValue(userId ?? "", out var known))
        {
            return known;
        }

        var document = string.IsNullOrEmpty(userId) ? 0 : await session.QueryIndex<UserIndex>().Where(row => row.UserId == userId).Select(row => row.DocumentId).FirstOrDefaultAsync();
        var chosen = document == 0 ? null : (await session.GetAsync<User>(document))?.TimeZone();
        return _known[userId ?? ""] = Find(chosen) ?? Find((await site.GetSiteSettingsAsync()).TimeZoneId) ?? TimeZoneInfo.Utc;
    }

    private static TimeZoneInfo? Find(string? name) => name is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
}
