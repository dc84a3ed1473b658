using System.Security.Claims;
using Crm.Kernel.Notifications;
using Crm.Webhooks.Register;
using Microsoft.Extensions.Localization;

namespace Crm.Webhooks.Send;

/// <summary>Tells who made a webhook that it switched itself off.</summary>
internal sealed class SwitchedOff(WebhookGate gate, IStringLocalizer<SwitchedOff> s) : INotificationSource
{
    public const string Kind = "Webhooks.SwitchedOff";

    public IReadOnlyList<string> Kinds { get; } = [Kind];

    public async Task<IReadOnlyDictionary<long, ShownNotification>> ShowAsync(ClaimsPrincipal reader, IReadOnlyList<Notification> notifications, CancellationToken cancellationToken)
    {
        var shown = new Dictionary<long, ShownNotification>();
        foreach (var row in notifications)
        {
            if (await gate.FindAsync(reader, row.SourceId) is { } webhook)
            {
                shown[row.Id] = new ShownNotification(s["The webhook {0} has switched itself off: its receiver no longer answers.", webhook.Name], "webhook-off", $"/admin/webhooks/{webhook.WebhookId}");
            }
        }

        return shown;
    }
}
