using System.Security.Claims;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Notifications;
using Crm.Messaging.Ledger;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Returns;

/// <summary>Tells who wrote to somebody that they answered; nothing of whom the reader may no longer see.</summary>
internal sealed class ReplyNotices(IContentManager content, Recipients recipients, IStringLocalizer<ReplyNotices> s) : INotificationSource
{
    public const string Kind = "Messaging.Reply";

    public IReadOnlyList<string> Kinds { get; } = [Kind];

    public async Task<IReadOnlyDictionary<long, ShownNotification>> ShowAsync(ClaimsPrincipal reader, IReadOnlyList<Notification> notifications, CancellationToken cancellationToken)
    {
        var shown = new Dictionary<long, ShownNotification>();
        foreach (var row in notifications)
        {
            if (await content.GetAsync(row.SourceId, VersionOptions.Latest) is { } item && item.As<InteractionPart>()?.PersonIds.FirstOrDefault() is { } id && await recipients.FindAsync(reader, id) is { } person)
            {
                var name = await recipients.NameAsync(reader, person);
                shown[row.Id] = new ShownNotification(name.Length > 0 ? s["{0} answered.", name] : s["Somebody answered."], "mail-forward", $"/admin/people/{id}");
            }
        }

        return shown;
    }
}
