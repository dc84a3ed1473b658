using System.Security.Claims;
using Crm.Activities.Tasks;
using Crm.Kernel.Content;
using Crm.Kernel.Notifications;
using Crm.Kernel.Users;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Reminders;

/// <summary>What the notifications of tasks say, to who may see the task.</summary>
internal sealed class TaskSentences(IContentManager content, TaskGate gate, TaskList list, TaskLabels labels, UserNames names, IStringLocalizer<TaskSentences> s) : INotificationSource
{
    public IReadOnlyList<string> Kinds { get; } = [TaskNotices.Reminder, TaskNotices.Assigned, TaskNotices.Unseen, TaskNotices.Escalated];

    public async Task<IReadOnlyDictionary<long, ShownNotification>> ShowAsync(ClaimsPrincipal reader, IReadOnlyList<Notification> notifications, CancellationToken cancellationToken)
    {
        var (sight, now) = (await gate.ForAsync(reader), await list.NowOfAsync(reader));
        var tasks = (await content.GetAsync(notifications.Select(row => row.SourceId).Distinct(), VersionOptions.Latest)).ToDictionary(item => item.ContentItemId);
        var people = await names.OfAsync(tasks.Values.SelectMany(item => new[] { item.Owner ?? "", item.As<TaskPart>()?.AssignedBy ?? "" }).Where(id => id.Length > 0));
        var shown = new Dictionary<long, ShownNotification>();
        foreach (var row in notifications)
        {
            if (tasks.GetValueOrDefault(row.SourceId) is { } item && await gate.MayAsync(reader, item, Kernel.Security.CommonPermissions.ViewContent))
            {
                var seen = sight.Show(item);
                shown[row.Id] = Sentence(row.Kind, seen, seen.As<TaskPart>() ?? new TaskPart(), now, people);
            }
        }

        return shown;
    }

    private ShownNotification Sentence(string kind, ContentItem item, TaskPart part, DateTime now, IReadOnlyDictionary<string, string> people)
    {
        var subject = part.Subject.Length > 0 ? part.Subject : s["(no subject)"].Value;
        var due = labels.Due(part.DueKey(), now);
        var (text, icon) = kind switch
        {
            TaskNotices.Assigned => (s["{0} asks you: {1}", people.GetValueOrDefault(part.AssignedBy, s["Somebody"]), subject], "user-share"),
            TaskNotices.Unseen => (s["Not acknowledged yet: {0}", subject], "eye-question"),
            TaskNotices.Escalated => (s["{0} has not acknowledged: {1}", people.GetValueOrDefault(item.Owner ?? "", s["Somebody"]), subject], "alert-triangle"),
            _ => (s["Reminder: {0}", subject], "bell-ringing"),
        };
        return new ShownNotification(due.Length > 0 ? s["{0} (due {1})", text.Value, due] : text.Value, icon, $"/admin/tasks/{item.ContentItemId}");
    }
}
