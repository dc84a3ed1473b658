using System.Globalization;
using Crm.Activities.Recurrence;
using Crm.Kernel.Content;

namespace Crm.Activities.Tasks;

/// <summary>Something to do. The item's owner is who has to do it.</summary>
public sealed class TaskPart : ContentPart
{
    /// <summary>The priorities, the most pressing last.</summary>
    public static readonly IReadOnlyList<string> Priorities = ["low", "normal", "high"];

    /// <summary>What is to be done, one line.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The whole text.</summary>
    public string Notes { get; set; } = "";

    /// <summary>The day it is due, in <see cref="TimeZone"/>; null for some day.</summary>
    public DateOnly? DueDay { get; set; }

    /// <summary>The time of that day, by the wall clock; null for the day as a whole.</summary>
    public TimeOnly? DueTime { get; set; }

    /// <summary>IANA zone that day and times are meant in: the owner's when it was saved.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>How many minutes by the wall clock before it is due its owner is reminded; a day as a whole counts as nine in the morning. Null for no reminder.</summary>
    public int? RemindBefore { get; set; }

    /// <summary>One of <see cref="Priorities"/>.</summary>
    public string Priority { get; set; } = "normal";

    /// <summary>User id of who gave it to its owner; blank when the owner took it.</summary>
    public string AssignedBy { get; set; } = "";

    /// <summary>When its owner said that it is seen to; null while it was not.</summary>
    public DateTime? AcknowledgedUtc { get; set; }

    /// <summary>When it was done; null while it is open.</summary>
    public DateTime? DoneUtc { get; set; }

    /// <summary>User id of who did it.</summary>
    public string DoneBy { get; set; } = "";

    /// <summary>Content type of whom it is about; blank for nobody.</summary>
    public string AboutType { get; set; } = "";

    /// <summary>Content item id of whom it is about.</summary>
    public string AboutId { get; set; } = "";

    /// <summary>Rule of RFC 5545 (<c>FREQ=YEARLY</c>) by which it comes back; blank for once.</summary>
    public string Repeat { get; set; } = "";

    /// <summary>Content item id of the first task of its series; blank when it does not repeat.</summary>
    public string SeriesId { get; set; } = "";

    /// <summary>The day the series began, from which its rule is counted.</summary>
    public DateOnly? SeriesStart { get; set; }

    /// <summary>Content item id of the task that doing this one made; blank when it made none.</summary>
    public string NextId { get; set; } = "";

    /// <summary>The delays asked for, oldest first; the last one moves the reminder.</summary>
    public List<Snooze> Snoozes { get; set; } = [];

    /// <summary>Day and time as one text that sorts by time: a whole day before its hours, some day last.</summary>
    public string DueKey() => DueDay is not { } day ? Someday
        : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + (DueTime is { } time ? time.ToString("'T'HH:mm", CultureInfo.InvariantCulture) : "");

    /// <summary>The <see cref="DueKey"/> of what is due some day.</summary>
    internal const string Someday = "9999";

    /// <summary>Whether it was given by somebody else and its owner has not said that it is seen to.</summary>
    internal bool AwaitsAcknowledgement(string? owner) => DoneUtc is null && AcknowledgedUtc is null && AssignedBy.Length > 0 && AssignedBy != owner;

    /// <summary>The day of the next task of the series that is not before today; null when this is the last, or it does not repeat.</summary>
    internal DateOnly? NextDay(DateOnly today)
        => RecurrenceRule.Parse(Repeat) is { } rule && DueDay is { } day ? Occurrences.NextDay(rule, SeriesStart ?? day, day >= today ? day : today.AddDays(-1)) : null;
}

/// <summary>A delay of a reminder.</summary>
/// <param name="Utc">When it was asked for.</param>
/// <param name="By">User id of who asked.</param>
/// <param name="Until">When to remind again, by the wall clock of the task's zone.</param>
public sealed record Snooze(DateTime Utc, string By, DateTime Until);
