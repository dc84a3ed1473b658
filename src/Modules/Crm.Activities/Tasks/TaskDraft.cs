using Crm.Activities.Recurrence;
using Crm.Kernel.Content;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Tasks;

/// <summary>What somebody says of a task: the page's form and the API's body both become one, and its rules are here.</summary>
internal sealed record TaskDraft
{
    private const int MaxSubject = 200;
    private const int MaxNotes = 20_000;
    private const int MaxRemind = 60 * 24 * 366;

    public string? Subject { get; init; }

    public string? Notes { get; init; }

    /// <summary>User id of who has to do it; the writer when null.</summary>
    public string? Owner { get; init; }

    public DateOnly? DueDay { get; init; }

    public TimeOnly? DueTime { get; init; }

    /// <summary>Minutes before it is due.</summary>
    public int? RemindBefore { get; init; }

    public string? Priority { get; init; }

    /// <summary>Content item id of a person, household or organisation.</summary>
    public string? AboutId { get; init; }

    /// <summary>Rule of RFC 5545.</summary>
    public string? Repeat { get; init; }

    /// <summary>What a stored task says.</summary>
    public static TaskDraft Of(ContentItem item)
    {
        var part = item.As<TaskPart>() ?? new TaskPart();
        return new TaskDraft
        {
            Subject = part.Subject, Notes = part.Notes, Owner = item.Owner, DueDay = part.DueDay, DueTime = part.DueTime, RemindBefore = part.RemindBefore, Priority = part.Priority,
            AboutId = part.AboutId, Repeat = part.Repeat,
        };
    }

    /// <summary>The faults: the member and a sentence.</summary>
    public IEnumerable<(string Member, string Sentence)> Faults(IStringLocalizer s)
    {
        if (string.IsNullOrWhiteSpace(Subject))
        {
            yield return (nameof(Subject), s["Say what is to be done."]);
        }

        if (Subject?.Trim().Length > MaxSubject)
        {
            yield return (nameof(Subject), s["This is too long: {0} characters at most.", MaxSubject]);
        }

        if (Notes?.Length > MaxNotes)
        {
            yield return (nameof(Notes), s["This is too long: {0} characters at most.", MaxNotes]);
        }

        if (DueTime is not null && DueDay is null)
        {
            yield return (nameof(DueDay), s["A time needs a day."]);
        }

        if (RemindBefore is not null && DueDay is null)
        {
            yield return (nameof(DueDay), s["A reminder needs a day."]);
        }

        if (RemindBefore is < 0 or > MaxRemind)
        {
            yield return (nameof(RemindBefore), s["A reminder comes at most a year before."]);
        }

        if (!string.IsNullOrEmpty(Priority) && !TaskPart.Priorities.Contains(Priority))
        {
            yield return (nameof(Priority), s["There is no such priority."]);
        }

        if (!string.IsNullOrWhiteSpace(Repeat) && DueDay is null)
        {
            yield return (nameof(DueDay), s["What repeats needs a first day."]);
        }

        if (!string.IsNullOrWhiteSpace(Repeat) && RecurrenceRule.Parse(Repeat) is null)
        {
            yield return (nameof(Repeat), s["This is no rule of RFC 5545, as FREQ=MONTHLY;BYDAY=-1FR."]);
        }
    }

    /// <summary>Writes it into a task, but for the owner and whom it is about. A changed day or reminder ends the delays.</summary>
    public void ApplyTo(ContentItem item)
    {
        item.Alter<TaskPart>(part =>
        {
            if (part.DueDay != DueDay || part.DueTime != DueTime || part.RemindBefore != RemindBefore)
            {
                part.Snoozes = [];
            }

            var repeat = Repeat?.Trim() ?? "";
            if (part.Repeat != repeat)
            {
                (part.SeriesId, part.SeriesStart) = repeat.Length > 0 ? (ContentId.New(), DueDay) : ("", null);
            }
            else if (part.SeriesStart is not null && part.SeriesStart == part.DueDay)
            {
                part.SeriesStart = DueDay; // the first one moves its series, a later one itself alone
            }

            (part.Subject, part.Notes, part.DueDay, part.DueTime, part.RemindBefore) = (Subject!.Trim(), Notes?.Trim() ?? "", DueDay, DueTime, RemindBefore);
            (part.Priority, part.Repeat) = (string.IsNullOrEmpty(Priority) ? "normal" : Priority, repeat);
        });
        item.DisplayText = item.As<TaskPart>()!.Subject;
    }
}
