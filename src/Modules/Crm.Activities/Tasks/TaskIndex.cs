using Crm.Activities.Reminders;
using Crm.Contacts;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Activities.Tasks;

/// <summary>The columns tasks are listed by.</summary>
public sealed class TaskIndex : MapIndex
{
    /// <summary>The content item.</summary>
    public string ContentItemId { get; set; } = "";

    /// <summary>User id of who has to do it.</summary>
    public string Owner { get; set; } = "";

    /// <summary>What is to be done.</summary>
    public string Subject { get; set; } = "";

    /// <summary>As <see cref="TaskPart.DueKey"/>.</summary>
    public string DueKey { get; set; } = "";

    /// <summary>Whether it is done.</summary>
    public bool IsDone { get; set; }

    /// <summary>When it was done.</summary>
    public DateTime? DoneUtc { get; set; }

    /// <summary>One of <see cref="TaskPart.Priorities"/>.</summary>
    public string Priority { get; set; } = "";

    /// <summary>Content type of whom it is about.</summary>
    public string AboutType { get; set; } = "";

    /// <summary>Content item id of whom it is about.</summary>
    public string AboutId { get; set; } = "";

    /// <summary>User id of who gave it.</summary>
    public string AssignedBy { get; set; } = "";

    /// <summary>Whether it comes back.</summary>
    public bool Repeats { get; set; }

    /// <summary>Series and day, unique: a series has one task a day. Null for a task that does not repeat.</summary>
    public string? SeriesKey { get; set; }
}

/// <summary>Writes the rows of a task: its own, what is to be told of it, and the timeline's when it is done.</summary>
internal sealed class TaskIndexes : IndexProvider<ContentItem>
{
    /// <summary>The kind of timeline entry.</summary>
    public const string TimelineKind = "task";

    /// <summary>What the title of an entry is made of.</summary>
    public const string SourceFields = $"{nameof(TaskPart)}.{nameof(TaskPart.Subject)}";

    public override void Describe(DescribeContext<ContentItem> context)
    {
        context.For<TaskIndex>().When(IsTask).Map(item => item.As<TaskPart>() is { } part ? Row(item, part) : null);
        context.For<TaskNoticeIndex>().When(IsTask).Map(item => item.As<TaskPart>() is { } part ? TaskNotices.Of(item, part) : []);
        context.For<TimelineIndex>().When(IsTask).Map(item => item.As<TaskPart>() is { DoneUtc: { } done } part ? Entries(item, part, done) : []);
    }

    /// <summary>The unique key of a task of a series.</summary>
    public static string? SeriesKey(TaskPart part) => part.SeriesId.Length > 0 && part.DueDay is { } day ? $"{part.SeriesId}/{day:yyyy-MM-dd}" : null;

    private static bool IsTask(ContentItem item) => item.ContentType == ActivityTypes.Task && item.Latest;

    /// <summary>The columns of a task.</summary>
    public static TaskIndex Row(ContentItem item, TaskPart part) => new()
    {
        ContentItemId = item.ContentItemId, Owner = item.Owner ?? "", Subject = part.Subject, DueKey = part.DueKey(), IsDone = part.DoneUtc is not null, DoneUtc = part.DoneUtc, Priority = part.Priority,
        AboutType = part.AboutType, AboutId = part.AboutId, AssignedBy = part.AssignedBy, Repeats = part.Repeat.Length > 0, SeriesKey = SeriesKey(part),
    };

    private static IEnumerable<TimelineIndex> Entries(ContentItem item, TaskPart part, DateTime done)
        => part.AboutType is not (ContactTypes.Person or ContactTypes.Household) ? [] :
        [
            new TimelineIndex
            {
                PersonId = part.AboutType == ContactTypes.Person ? part.AboutId : null, HouseholdId = part.AboutType == ContactTypes.Household ? part.AboutId : null,
                At = done, Kind = TimelineKind, Channel = TimelineIndex.NoContact, Title = part.Subject, SourceId = item.ContentItemId, SourceType = item.ContentType, SourceFields = SourceFields, By = item.Author ?? "",
            },
        ];
}
