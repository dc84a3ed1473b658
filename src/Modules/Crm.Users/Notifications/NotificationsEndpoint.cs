using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Crm.Users.Notifications;

/// <summary><c>/api/notifications</c>: one's own notifications, as the screen has them.</summary>
internal static class NotificationsEndpoint
{
    private const int MaxTake = 200;
    private const int Usual = 50;

    /// <summary>The newest, or those before a number.</summary>
    public static async Task<IResult> ListAsync(bool? unread, long? before, int? take, ClaimsPrincipal user, Kernel.Notifications.Notifications notifications, CancellationToken cancellationToken)
    {
        var rows = await notifications.ListAsync(user, unread is true, before, Math.Clamp(take ?? Usual, 1, MaxTake), cancellationToken);
        return Results.Json(rows.Select(row => new NotificationLine(row.Row.Id, row.Row.Kind, row.Row.Utc, row.Row.ReadUtc, row.Shown?.Text, row.Shown?.Address)).ToList());
    }

    /// <summary>Marks one as read, or all.</summary>
    public static async Task<IResult> ReadAsync(long? id, ClaimsPrincipal user, Kernel.Notifications.Notifications notifications)
        => Results.Json(new NotificationsRead(await notifications.ReadAsync(user, id)));
}

/// <summary>A notification; text and address are null when its record is gone.</summary>
internal sealed record NotificationLine(long Id, string Kind, DateTime Utc, DateTime? ReadUtc, string? Text, string? Address);

/// <summary>How many were new.</summary>
internal sealed record NotificationsRead(int Read);
