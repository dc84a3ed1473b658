using System.Security.Claims;
using Crm.Kernel.Data;
using Crm.Kernel.Users;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Notifications;

/// <summary>What users should know of, inside the program: written with the unit of work that makes it true, shown in the top bar and on a page of its own. Scoped.</summary>
public sealed class Notifications(ISession session, IEnumerable<INotificationSource> sources, TimeProvider time)
{
    /// <summary>More unread ones than this are told as "more".</summary>
    public const int MostCounted = 99;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Tells a user. Told twice with one key, on however many nodes, it is told once. Returns whether it is new.</summary>
    /// <param name="key">What makes it the same notification, at most 200 characters.</param>
    public async Task<bool> TellAsync(string userId, string kind, string sourceId, string key)
    {
        var db = await session.GetConnectionAsync(write: true);
        var written = await db.ExecuteAsync($"""
            INSERT INTO "{nameof(Notification)}" ("{nameof(Notification.UserId)}", "{nameof(Notification.Key)}", "{nameof(Notification.Kind)}", "{nameof(Notification.SourceId)}", "{nameof(Notification.Utc)}")
            VALUES (@user, @key, @kind, @source, @utc) ON CONFLICT DO NOTHING
            """,
            new DataParameter("user", userId), new DataParameter("key", key), new DataParameter("kind", kind), new DataParameter("source", sourceId),
            new DataParameter("utc", time.GetUtcNow().UtcDateTime, DataType.DateTime2));
        return written > 0;
    }

    /// <summary>How many the user has not read; one more than <see cref="MostCounted"/> when there are more. One seek in an index.</summary>
    public async Task<int> CountUnreadAsync(ClaimsPrincipal user)
    {
        if (user.UserId() is not { } id)
        {
            return 0;
        }

        return await (await session.GetConnectionAsync()).GetTable<Notification>().Where(row => row.UserId == id && row.ReadUtc == null).Take(MostCounted + 1).CountAsync();
    }

    /// <summary>The user's own, newest first, each with what is shown of it; null for one whose record is gone.</summary>
    /// <param name="before">The number before which to begin; null for the newest.</param>
    public async Task<IReadOnlyList<(Notification Row, ShownNotification? Shown)>> ListAsync(ClaimsPrincipal user, bool unreadOnly, long? before, int take, CancellationToken cancellationToken)
    {
        var id = user.UserId() ?? "";
        var rows = await (await session.GetConnectionAsync()).GetTable<Notification>()
            .Where(row => row.UserId == id && (!unreadOnly || row.ReadUtc == null) && (before == null || row.Id < before)).OrderByDescending(row => row.Id).Take(take).ToListAsync(cancellationToken);
        var shown = new Dictionary<long, ShownNotification>();
        foreach (var group in rows.GroupBy(row => row.Kind))
        {
            foreach (var (number, sentence) in await ShowAsync(user, group.Key, [.. group], cancellationToken))
            {
                shown[number] = sentence;
            }
        }

        return [.. rows.Select(row => (row, shown.GetValueOrDefault(row.Id)))];
    }

    /// <summary>What is shown of one; null when its record is gone.</summary>
    public async Task<ShownNotification?> ShowAsync(ClaimsPrincipal user, Notification row, CancellationToken cancellationToken)
        => (await ShowAsync(user, row.Kind, [row], cancellationToken)).GetValueOrDefault(row.Id);

    /// <summary>One of the user's own, or null.</summary>
    public async Task<Notification?> FindAsync(ClaimsPrincipal user, long id)
    {
        var owner = user.UserId() ?? "";
        return await (await session.GetConnectionAsync()).GetTable<Notification>().FirstOrDefaultAsync(row => row.Id == id && row.UserId == owner);
    }

    /// <summary>Marks one of the user's own as read, or all when no number is given, and forgets those of 90 days ago that were read. Returns how many were new.</summary>
    public async Task<int> ReadAsync(ClaimsPrincipal user, long? id)
    {
        var (owner, now) = (user.UserId() ?? "", time.GetUtcNow().UtcDateTime);
        var own = (await session.GetConnectionAsync(write: true)).GetTable<Notification>().Where(row => row.UserId == owner);
        await own.Where(row => row.ReadUtc < now - Kept).DeleteAsync();
        return await own.Where(row => row.ReadUtc == null && (id == null || row.Id == id)).Set(row => row.ReadUtc, now).UpdateAsync();
    }

    private async Task<IReadOnlyDictionary<long, ShownNotification>> ShowAsync(ClaimsPrincipal user, string kind, IReadOnlyList<Notification> rows, CancellationToken cancellationToken)
        => sources.FirstOrDefault(source => source.Kinds.Contains(kind)) is { } known ? await known.ShowAsync(user, rows, cancellationToken) : new Dictionary<long, ShownNotification>();
}

/// <summary>Registration of the room.</summary>
public static class NotificationServices
{
    /// <summary>Adds a module's notifications.</summary>
    public static IServiceCollection AddNotificationSource<T>(this IServiceCollection services) where T : class, INotificationSource => services.AddScoped<INotificationSource, T>();

    internal static IServiceCollection AddNotificationKernel(this IServiceCollection services)
        => services.AddDataMigration<NotificationMigration>().AddScoped<Notifications>();
}
