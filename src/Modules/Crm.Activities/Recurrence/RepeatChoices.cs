using System.Globalization;

namespace Crm.Activities.Recurrence;

/// <summary>The repetitions a form offers by name, as rules; any other rule is written out.</summary>
internal static class RepeatChoices
{
    /// <summary>A rule written out.</summary>
    public const string Custom = "custom";

    /// <summary>The choices in the order offered; blank for no repetition.</summary>
    public static readonly string[] All = ["", "day", "week", "month", "month-nth", "month-last", "month-end", "year", "year-nth", Custom];

    private static readonly string[] Codes = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    /// <summary>The rule of a choice; blank for none.</summary>
    /// <param name="every">Each so many days, weeks, months or years.</param>
    /// <param name="day">The day it begins on: it says which weekday, and which of the month.</param>
    public static string RuleOf(string? choice, int every, DateOnly? day, string? custom)
    {
        var first = day ?? default;
        var (weekday, nth) = (Codes[(int)first.DayOfWeek], ((first.Day - 1) / 7) + 1);
        var rule = choice switch
        {
            "day" => "FREQ=DAILY",
            "week" => "FREQ=WEEKLY",
            "month" => "FREQ=MONTHLY",
            "month-nth" => $"FREQ=MONTHLY;BYDAY={(nth > 4 ? -1 : nth)}{weekday}",
            "month-last" => $"FREQ=MONTHLY;BYDAY=-1{weekday}",
            "month-end" => "FREQ=MONTHLY;BYMONTHDAY=-1",

            // Who is reminded of 29 February is reminded on the 28th of other years; the bare rule would skip them.
            "year" => first is { Month: 2, Day: 29 } ? "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" : "FREQ=YEARLY",
            "year-nth" => $"FREQ=YEARLY;BYMONTH={first.Month.ToString(CultureInfo.InvariantCulture)};BYDAY={(nth > 4 ? -1 : nth)}{weekday}",
            Custom => custom?.Trim() ?? "",
            _ => "",
        };
        return every > 1 && rule.Length > 0 && choice != Custom ? $"{rule};INTERVAL={every.ToString(CultureInfo.InvariantCulture)}" : rule;
    }

    /// <summary>The choice that a rule is.</summary>
    public static (string Choice, int Every) Of(string? rule, DateOnly? day)
    {
        if (string.IsNullOrEmpty(rule))
        {
            return ("", 1);
        }

        var every = RecurrenceRule.Parse(rule)?.Interval ?? 1;
        return (All.FirstOrDefault(choice => choice.Length > 0 && choice != Custom && RuleOf(choice, every, day, null) == rule) ?? Custom, every);
    }
}
