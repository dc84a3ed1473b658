using System.Globalization;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Search;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Tasks;

/// <summary>What the search finds of tasks.</summary>
internal sealed class TaskSource(IStringLocalizer<TaskSource> s) : ISearchSource
{
    private const string Subject = "subject";
    private const string Notes = "notes";

    private static readonly SearchField[] Fields =
    [
        new(Subject, SearchKind.Prose, $"{nameof(TaskPart)}.{nameof(TaskPart.Subject)}"), new(Notes, SearchKind.Prose, $"{nameof(TaskPart)}.{nameof(TaskPart.Notes)}"),
    ];

    public ValueTask<IReadOnlyList<SearchType>> ListTypesAsync() => new([new SearchType(ActivityTypes.Task, s["Tasks"], "checkbox", "5", null, Fields)]);

    public IEnumerable<SearchText> Read(ContentItem item) => item.As<TaskPart>() is { } part ? [new(Subject, part.Subject), new(Notes, part.Notes)] : [];

    public SearchCard Show(ContentItem shown) => new($"/admin/tasks/{shown.ContentItemId}", shown.As<TaskPart>() switch
    {
        { DoneUtc: not null } => s["done"],
        { DueDay: { } day } => s["due {0}", day.ToString("d", CultureInfo.CurrentCulture)],
        _ => "",
    });
}

/// <summary>The kind of timeline entry that a task leaves when it is done.</summary>
internal sealed class TaskTimeline(IStringLocalizer<TaskTimeline> s) : ITimelineKinds
{
    public IEnumerable<TimelineKind> List() => [new TimelineKind(TaskIndexes.TimelineKind, s["Task"], "checkbox", "/admin/tasks/{id}")];
}
