using System.Security.Claims;
using Crm.Kernel.Notifications;
using Crm.Kernel.Security;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Requests;

/// <summary>What the notifications of requests say, to who may see the register.</summary>
internal sealed class RequestSentences(RequestRegister register, RequestLabels labels, Rights rights, IStringLocalizer<RequestSentences> s) : INotificationSource
{
    public IReadOnlyList<string> Kinds { get; } = [RemindOfRequests.Kind];

    public async Task<IReadOnlyDictionary<long, ShownNotification>> ShowAsync(ClaimsPrincipal reader, IReadOnlyList<Notification> notifications, CancellationToken cancellationToken)
    {
        var shown = new Dictionary<long, ShownNotification>();
        if (!await rights.HoldsAsync(reader, PrivacyPermissions.ManageRequests))
        {
            return shown;
        }

        var (today, requests) = (await register.TodayAsync(), await register.FindAsync(notifications.Select(row => row.SourceId), cancellationToken));
        foreach (var row in notifications)
        {
            if (requests.GetValueOrDefault(row.SourceId) is { } request)
            {
                var state = request.IsClosed ? s["closed"].Value : labels.Left(request.DaysLeft(today));
                shown[row.Id] = new ShownNotification(s["Request {0} about personal data: {1}", request.Number, state], "mail-question", $"/admin/privacy/requests/{request.RequestId}");
            }
        }

        return shown;
    }
}
