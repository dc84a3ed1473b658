using System.Globalization;
using System.Security.Claims;
using Crm.Activities.Recurrence;
using Crm.Activities.Tasks;
using Crm.Kernel.Calendar;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Users;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Calendar;

/// <summary>Tasks on the days they are due, and the days on which those that repeat will be due again.</summary>
internal sealed class TaskEntries(ISession session, Teams teams, TaskGate gate, IStringLocalizer<TaskEntries> s) : ICalendarSource
{
    private const int Most = 1000;
    private const int MostSeries = 200;

    public async Task<IReadOnlyList<CalendarEntry>> ListAsync(CalendarQuestion question, CancellationToken cancellationToken)
    {
        var sight = await gate.ForAsync(question.User);
        if (!sight.Dues || sight.Scope.IsNone)
        {
            return [];
        }

        var (from, until) = (Key(question.From), Key(question.Until));
        var rows = await WhoAsync(question.User, question.Who, sight);
        var due = await rows.Where(row => string.Compare(row.DueKey, from) >= 0 && string.Compare(row.DueKey, until) < 0).OrderBy(row => row.DueKey).ThenBy(row => row.DocumentId).Take(Most).ToListAsync(cancellationToken);
        var entries = due.ConvertAll(row => Entry(sight.Show(row)));
        if (sight.CanSee(nameof(TaskPart.Repeat)) && sight.Dones)
        {
            var series = await rows.Where(row => row.Repeats && !row.IsDone && string.Compare(row.DueKey, until) < 0).OrderBy(row => row.DueKey).Take(MostSeries).Select(row => row.DocumentId).ToListAsync(cancellationToken);
            entries.AddRange((await session.GetAsync<ContentItem>(series)).SelectMany(item => Later(sight.Show(item), question)));
        }

        return entries;
    }

    /// <summary>The days after its own, before a day, on which a task will be due again.</summary>
    public static IEnumerable<DateOnly> DaysAfter(TaskPart part, DateOnly until)
        => part.DueDay is { } day && RecurrenceRule.Parse(part.Repeat) is { } rule
            ? Occurrences.Of(rule, (part.SeriesStart ?? day).ToDateTime(TimeOnly.MinValue)).Select(DateOnly.FromDateTime).Where(next => next > day).TakeWhile(next => next < until) : [];

    private static IEnumerable<CalendarEntry> Later(ContentItem item, CalendarQuestion question)
        => item.As<TaskPart>() is not { } part ? [] : DaysAfter(part, question.Until).Where(day => day >= question.From)
            .Select(day => new CalendarEntry(part.Subject, "repeat", day, day, part.DueTime, $"/admin/tasks/{item.ContentItemId}", "later"));

    private CalendarEntry Entry(TaskIndex row)
    {
        var day = DateOnly.ParseExact(row.DueKey[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new CalendarEntry(
            row.Subject.Length > 0 ? row.Subject : s["(no subject)"], row.IsDone ? "square-check" : "square", day, day,
            row.DueKey.Length > 10 ? TimeOnly.ParseExact(row.DueKey[11..], "HH:mm", CultureInfo.InvariantCulture) : null, $"/admin/tasks/{row.ContentItemId}", row.IsDone ? "done" : "task");
    }

    private async Task<IQueryable<TaskIndex>> WhoAsync(ClaimsPrincipal user, string who, TaskSight sight)
    {
        var rows = sight.Scope.Apply(session.QueryIndex<TaskIndex>(), row => row.Owner);
        if (who == "all")
        {
            return rows;
        }

        var owners = who == "team" ? (await teams.MatesAsync(user.UserId() ?? "")).ToArray() : [user.UserId() ?? ""];
        return rows.Where(row => owners.Contains(row.Owner));
    }

    private static string Key(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
