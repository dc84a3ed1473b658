using System.Globalization;
using System.Security.Claims;
using Crm.Kernel.Calendar;

namespace Crm.Activities.Calendar;

/// <summary>The days a calendar shows.</summary>
/// <param name="View">"month", "week" or "day".</param>
/// <param name="Day">The day it is open at.</param>
/// <param name="From">The first day shown.</param>
/// <param name="Until">The day after the last.</param>
internal sealed record CalendarSpan(string View, DateOnly Day, DateOnly From, DateOnly Until)
{
    public static readonly string[] Views = ["month", "week", "day"];

    private static readonly (DateOnly First, DateOnly Last) Reach = (new(1900, 1, 1), new(2199, 12, 31));

    /// <summary>Months begin and end with whole weeks, which begin as the culture's do.</summary>
    public static CalendarSpan Of(string? view, DateOnly day, CultureInfo culture)
    {
        day = day < Reach.First ? Reach.First : day > Reach.Last ? Reach.Last : day;
        var first = new DateOnly(day.Year, day.Month, 1);
        return view switch
        {
            "day" => new CalendarSpan("day", day, day, day.AddDays(1)),
            "week" => new CalendarSpan("week", day, WeekStart(day, culture), WeekStart(day, culture).AddDays(7)),
            _ => new CalendarSpan("month", day, WeekStart(first, culture), WeekStart(first.AddMonths(1).AddDays(-1), culture).AddDays(7)),
        };
    }

    public DateOnly Previous => View switch { "day" => Day.AddDays(-1), "week" => Day.AddDays(-7), _ => Day.AddMonths(-1) };

    public DateOnly Next => View switch { "day" => Day.AddDays(1), "week" => Day.AddDays(7), _ => Day.AddMonths(1) };

    /// <summary>The weeks, each with its seven days.</summary>
    public IEnumerable<DateOnly[]> Weeks => Enumerable.Range(0, (Until.DayNumber - From.DayNumber + 6) / 7).Select(week => Enumerable.Range(0, 7).Select(day => From.AddDays((week * 7) + day)).ToArray());

    private static DateOnly WeekStart(DateOnly day, CultureInfo culture) => day.AddDays(-(((int)day.DayOfWeek - (int)culture.DateTimeFormat.FirstDayOfWeek + 7) % 7));
}

/// <summary>Asks every source of the calendar.</summary>
internal sealed class CalendarEntries(IEnumerable<ICalendarSource> sources)
{
    /// <summary>What is on each day, whole days first, then by the clock.</summary>
    public async Task<ILookup<DateOnly, CalendarEntry>> ListAsync(ClaimsPrincipal user, DateOnly from, DateOnly until, string who, CancellationToken cancellationToken)
    {
        var all = new List<CalendarEntry>();
        foreach (var source in sources)
        {
            all.AddRange(await source.ListAsync(new CalendarQuestion(user, from, until, who), cancellationToken));
        }

        return all.SelectMany(entry => Enumerable.Range(0, Math.Max(1, entry.Last.DayNumber - entry.Day.DayNumber + 1)).Select(entry.Day.AddDays).Where(day => day >= from && day < until).Select(day => (day, entry)))
            .OrderBy(pair => pair.entry.Kind is "holiday" or "silence" ? 0 : 1).ThenBy(pair => pair.entry.Time ?? TimeOnly.MinValue).ThenBy(pair => pair.entry.Title, StringComparer.CurrentCulture).ToLookup(pair => pair.day, pair => pair.entry);
    }
}
