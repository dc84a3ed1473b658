using System.Globalization;
using System.Security.Claims;
using Crm.Kernel.Data;
using Crm.Kernel.Notifications;
using Crm.Kernel.Security;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Pace;

/// <summary>Tells those who may manage messages that a receiving domain refuses us.</summary>
internal sealed class PaceNotices(ISession session, Rights rights, IStringLocalizer<PaceNotices> s) : INotificationSource
{
    public const string Kind = "Messaging.Pace";

    public IReadOnlyList<string> Kinds { get; } = [Kind];

    public async Task<IReadOnlyDictionary<long, ShownNotification>> ShowAsync(ClaimsPrincipal reader, IReadOnlyList<Notification> notifications, CancellationToken cancellationToken)
    {
        var shown = new Dictionary<long, ShownNotification>();
        if (!await rights.HoldsAsync(reader, MessagingPermissions.Manage))
        {
            return shown;
        }

        var ids = Among.Of(notifications.Select(row => long.TryParse(row.SourceId, CultureInfo.InvariantCulture, out var id) ? id : 0));
        var pauses = await (await session.GetConnectionAsync()).GetTable<DomainPause>().Where(row => row.Id.IsAmong(ids)).ToDictionaryAsync(row => row.Id.ToString(CultureInfo.InvariantCulture), cancellationToken);
        foreach (var row in notifications.Where(row => pauses.ContainsKey(row.SourceId)))
        {
            shown[row.Id] = new ShownNotification(s["{0} refuses our letters: {1}", pauses[row.SourceId].Domain, pauses[row.SourceId].Detail], "hand-stop", "/admin/settings/pace");
        }

        return shown;
    }
}
