namespace Crm.Activities.Recurrence;

/// <summary>
/// Expands a rule from its start: period by period (a year, a month, a week, a day), the days of the period that pass every BY part, times the hours of the day, cut by BYSETPOS. Days that
/// do not exist (30 February) are skipped, as RFC 5545 says.
/// </summary>
internal static class Occurrences
{
    // A rule that finds nothing in so many periods finds nothing at all: the rarest day of daily rules, 29 February, comes back within 2,922.
    private const int MostEmptyPeriods = 12_000;

    /// <summary>The occurrences in order, from the start on; the start itself only when the rule yields it.</summary>
    public static IEnumerable<DateTime> Of(RecurrenceRule rule, DateTime start)
    {
        var (left, empty) = (rule.Count ?? int.MaxValue, 0);
        var period = new RulePeriod(rule, start);
        for (var number = 0L; left > 0 && empty < MostEmptyPeriods; number++)
        {
            if (period.Days(number) is not { } days)
            {
                yield break; // beyond the calendar
            }

            empty++;
            foreach (var moment in period.Moments(days).Where(moment => moment >= start))
            {
                if (moment > rule.Until || left-- == 0)
                {
                    yield break;
                }

                empty = 0;
                yield return moment;
            }
        }
    }

    /// <summary>The first day of the rule after one; null when there is none.</summary>
    /// <param name="start">The first day of the series.</param>
    public static DateOnly? NextDay(RecurrenceRule rule, DateOnly start, DateOnly after)
    {
        foreach (var moment in Of(rule, start.ToDateTime(TimeOnly.MinValue)))
        {
            if (DateOnly.FromDateTime(moment) is var day && day > after)
            {
                return day;
            }
        }

        return null;
    }
}

/// <summary>The periods of a rule, counted from the one its start lies in.</summary>
internal sealed class RulePeriod
{
    private readonly RecurrenceRule _rule;
    private readonly DateOnly _first;
    private readonly IReadOnlyList<int> _months;
    private readonly IReadOnlyList<int> _monthDays;
    private readonly IReadOnlyList<RuleDay> _weekDays;
    private readonly List<TimeOnly> _times;

    public RulePeriod(RecurrenceRule rule, DateTime start)
    {
        (_rule, _first) = (rule, DateOnly.FromDateTime(start));
        (_months, _monthDays, _weekDays) = (rule.Months, rule.MonthDays, rule.WeekDays);

        // What the rule leaves open the start tells.
        if (rule.WeekNumbers.Count + rule.YearDays.Count + rule.MonthDays.Count + rule.WeekDays.Count == 0)
        {
            _months = rule.Frequency == Frequency.Yearly && _months.Count == 0 ? [start.Month] : _months;
            _monthDays = rule.Frequency is Frequency.Yearly or Frequency.Monthly ? [start.Day] : _monthDays;
            _weekDays = rule.Frequency == Frequency.Weekly ? [new RuleDay(start.DayOfWeek, 0)] : _weekDays;
        }

        _times = [.. from hour in OrStart(rule.Hours, start.Hour) from minute in OrStart(rule.Minutes, start.Minute) from second in OrStart(rule.Seconds, start.Second) select new TimeOnly(hour, minute, second)];
        _times.Sort();
    }

    /// <summary>The days of a period; null beyond the year 9999.</summary>
    /// <param name="number">0 for the period of the start; intervals are heeded.</param>
    public IEnumerable<DateOnly>? Days(long number)
    {
        var steps = number * _rule.Interval;
        switch (_rule.Frequency)
        {
            case Frequency.Yearly:
                return _first.Year + steps > DateOnly.MaxValue.Year ? null : Range(new DateOnly((int)(_first.Year + steps), 1, 1), DateTime.IsLeapYear((int)(_first.Year + steps)) ? 366 : 365);
            case Frequency.Monthly:
                var month = (_first.Year * 12L) + _first.Month - 1 + steps;
                return month / 12 > DateOnly.MaxValue.Year ? null
                    : Range(new DateOnly((int)(month / 12), (int)(month % 12) + 1, 1), DateTime.DaysInMonth((int)(month / 12), (int)(month % 12) + 1));
            case Frequency.Weekly:
                return Range(WeekStart(_first).DayNumber + (steps * 7), 7);
            default:
                return Range(_first.DayNumber + steps, 1);
        }
    }

    /// <summary>The moments of a period's days that pass, in order.</summary>
    public IEnumerable<DateTime> Moments(IEnumerable<DateOnly> days)
    {
        var moments = days.Where(Passes).SelectMany(day => _times.Select(time => day.ToDateTime(time)));
        if (_rule.Positions.Count == 0)
        {
            return moments;
        }

        var all = moments.ToList();
        return _rule.Positions.Select(position => position > 0 ? position - 1 : all.Count + position).Where(index => index >= 0 && index < all.Count).Distinct().Order().Select(index => all[index]);
    }

    private bool Passes(DateOnly day)
        => (_months.Count == 0 || _months.Contains(day.Month))
            && (_rule.WeekNumbers.Count == 0 || IsInWeek(day))
            && (_rule.YearDays.Count == 0 || _rule.YearDays.Contains(day.DayOfYear) || _rule.YearDays.Contains(day.DayOfYear - DaysIn(day.Year) - 1))
            && (_monthDays.Count == 0 || _monthDays.Contains(day.Day) || _monthDays.Contains(day.Day - DateTime.DaysInMonth(day.Year, day.Month) - 1))
            && (_weekDays.Count == 0 || _weekDays.Any(weekDay => weekDay.Day == day.DayOfWeek && IsNth(day, weekDay.Nth)));

    // "The first Monday" is one of the month in monthly rules and in yearly ones that name months, of the year in other yearly ones; elsewhere the number says nothing.
    private bool IsNth(DateOnly day, int nth)
    {
        if (nth == 0 || _rule.Frequency is Frequency.Weekly or Frequency.Daily)
        {
            return true;
        }

        var ofMonth = _rule.Frequency == Frequency.Monthly || _rule.Months.Count > 0;
        var (place, length) = ofMonth ? (day.Day, DateTime.DaysInMonth(day.Year, day.Month)) : (day.DayOfYear, DaysIn(day.Year));
        return nth > 0 ? (place - 1) / 7 == nth - 1 : (length - place) / 7 == -nth - 1;
    }

    // Weeks as in ISO 8601, beginning on the rule's day: the first has at least four days of the year.
    private bool IsInWeek(DateOnly day)
    {
        var (year, number) = Week(day);
        var last = Week(new DateOnly(year, 12, 28)).Number;
        return _rule.WeekNumbers.Contains(number) || _rule.WeekNumbers.Contains(number - last - 1);
    }

    private (int Year, int Number) Week(DateOnly day)
    {
        var middle = WeekStart(day).AddDays(3);
        return (middle.Year, ((middle.DayOfYear - 1) / 7) + 1);
    }

    private DateOnly WeekStart(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek - (int)_rule.WeekStart + 7) % 7));

    private static IEnumerable<DateOnly>? Range(long first, int count)
        => first + count > DateOnly.MaxValue.DayNumber ? null : Range(DateOnly.FromDayNumber((int)Math.Max(0, first)), count);

    private static IEnumerable<DateOnly> Range(DateOnly first, int count) => Enumerable.Range(0, count).Select(first.AddDays);

    private static int DaysIn(int year) => DateTime.IsLeapYear(year) ? 366 : 365;

    private static IReadOnlyList<int> OrStart(IReadOnlyList<int> said, int start) => said.Count > 0 ? said : [start];
}
