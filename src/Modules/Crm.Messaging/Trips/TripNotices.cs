using System.Security.Claims;
using Crm.Kernel.Notifications;
using Crm.Kernel.Security;
using Crm.Messaging.Brakes;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Trips;

/// <summary>Tells those who may pull the brake that it was pulled by itself.</summary>
internal sealed class TripNotices(BrakeBoard board, BrakeWords words, Rights rights, IStringLocalizer<TripNotices> s) : INotificationSource
{
    public const string Kind = "Messaging.Trip";

    public IReadOnlyList<string> Kinds { get; } = [Kind];

    public async Task<IReadOnlyDictionary<long, ShownNotification>> ShowAsync(ClaimsPrincipal reader, IReadOnlyList<Notification> notifications, CancellationToken cancellationToken)
    {
        var shown = new Dictionary<long, ShownNotification>();
        if (!await rights.HoldsAsync(reader, MessagingPermissions.Pull))
        {
            return shown;
        }

        foreach (var row in notifications)
        {
            if (await board.FindAsync(row.SourceId, cancellationToken) is { } brake)
            {
                shown[row.Id] = new ShownNotification(s["The brake was pulled by itself ({0}): {1}", await words.WhatAsync(brake), brake.Reason], "hand-stop", "/admin/brake");
            }
        }

        return shown;
    }
}
