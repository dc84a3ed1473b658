using Crm.Activities.Tasks;
using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Activities.Reminders;

/// <summary>Something that is to be told of an open task at a moment; the row goes when it is told, and comes back with no effect when the task is saved again.</summary>
public sealed class TaskNoticeIndex : MapIndex
{
    /// <summary>The task's content item.</summary>
    public string TaskId { get; set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTime Utc { get; set; }

    /// <summary>Whom, by user id.</summary>
    public string UserId { get; set; } = "";

    /// <summary>The kind of notification.</summary>
    public string Kind { get; set; } = "";
}

/// <summary>
/// What is to be told of a task, and when: its reminder; and of a task that somebody gave to another who has not acknowledged it, a nudge on the day before it is due, on the day and
/// on the day after, then word to who gave it. All by the wall clock of the task's zone.
/// </summary>
internal static class TaskNotices
{
    public const string Reminder = "Activities.Reminder";
    public const string Unseen = "Activities.Unseen";
    public const string Escalated = "Activities.Escalated";
    public const string Assigned = "Activities.Assigned";

    /// <summary>The time of day that stands for a whole day.</summary>
    public static readonly TimeOnly Morning = new(9, 0);

    public static IEnumerable<TaskNoticeIndex> Of(ContentItem item, TaskPart part)
    {
        if (part.DoneUtc is not null || part.DueDay is not { } day || item.Owner is not { Length: > 0 } owner)
        {
            return [];
        }

        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(part.TimeZone, out var known) ? known : TimeZoneInfo.Utc;
        var notices = new List<TaskNoticeIndex>();
        if (RemindAt(part, day) is { } moment)
        {
            notices.Add(Notice(Reminder, owner, moment));
        }

        if (part.AwaitsAcknowledgement(owner))
        {
            notices.AddRange(new[] { -1, 0, 1 }.Select(days => Notice(Unseen, owner, day.AddDays(days).ToDateTime(Morning))));
            notices.Add(Notice(Escalated, part.AssignedBy, day.AddDays(2).ToDateTime(Morning)));
        }

        // What was past already when the task was written down is no news.
        return notices.Where(notice => item.CreatedUtc is not { } created || notice.Utc >= created);

        TaskNoticeIndex Notice(string kind, string user, DateTime local) => new() { TaskId = item.ContentItemId, Kind = kind, UserId = user, Utc = LocalMoment.ToUtc(local, zone) };
    }

    /// <summary>What makes a notice the same one: told once, however often the task is saved or the job runs.</summary>
    public static string KeyOf(TaskNoticeIndex notice) => $"{notice.Kind}/{notice.TaskId}/{notice.Utc:yyyyMMddHHmm}";

    private static DateTime? RemindAt(TaskPart part, DateOnly day)
        => part.Snoozes.Count > 0 ? part.Snoozes[^1].Until
            : part.RemindBefore is { } minutes ? day.ToDateTime(part.DueTime ?? Morning).AddMinutes(-minutes) : null;
}
