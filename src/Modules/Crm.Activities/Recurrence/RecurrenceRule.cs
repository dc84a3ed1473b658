using System.Globalization;

namespace Crm.Activities.Recurrence;

/// <summary>How often a rule begins a new period.</summary>
internal enum Frequency
{
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// <summary>A weekday of a rule.</summary>
/// <param name="Nth">1 for the first of the month or year, -1 for the last; 0 for each.</param>
internal readonly record struct RuleDay(DayOfWeek Day, int Nth);

/// <summary>
/// A recurrence rule of RFC 5545 §3.3.10: DAILY, WEEKLY, MONTHLY, YEARLY with INTERVAL, COUNT, UNTIL, BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY, BYDAY, BYHOUR, BYMINUTE, BYSECOND, BYSETPOS
/// and WKST. Times are wall-clock times of whatever zone the start is in: expand first, convert afterwards, and a reminder at nine stays at nine when summer time ends.
/// </summary>
internal sealed record RecurrenceRule
{
    private const int Longest = 500;

    private static readonly Dictionary<string, DayOfWeek> Days = new(StringComparer.Ordinal)
    {
        ["SU"] = DayOfWeek.Sunday, ["MO"] = DayOfWeek.Monday, ["TU"] = DayOfWeek.Tuesday, ["WE"] = DayOfWeek.Wednesday, ["TH"] = DayOfWeek.Thursday, ["FR"] = DayOfWeek.Friday, ["SA"] = DayOfWeek.Saturday,
    };

    public Frequency Frequency { get; private init; }

    public int Interval { get; private init; } = 1;

    /// <summary>How many occurrences there are; null for no end.</summary>
    public int? Count { get; private init; }

    /// <summary>The last moment an occurrence may fall on.</summary>
    public DateTime? Until { get; private init; }

    public IReadOnlyList<int> Months { get; private init; } = [];

    public IReadOnlyList<int> WeekNumbers { get; private init; } = [];

    public IReadOnlyList<int> YearDays { get; private init; } = [];

    public IReadOnlyList<int> MonthDays { get; private init; } = [];

    public IReadOnlyList<RuleDay> WeekDays { get; private init; } = [];

    public IReadOnlyList<int> Hours { get; private init; } = [];

    public IReadOnlyList<int> Minutes { get; private init; } = [];

    public IReadOnlyList<int> Seconds { get; private init; } = [];

    public IReadOnlyList<int> Positions { get; private init; } = [];

    /// <summary>The day a week begins on.</summary>
    public DayOfWeek WeekStart { get; private init; } = DayOfWeek.Monday;

    /// <summary>Reads a rule as it stands after <c>RRULE:</c>; null when it is none, or has a part that is not supported.</summary>
    public static RecurrenceRule? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest)
        {
            return null;
        }

        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Trim().Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=') is not [var name, var value] || !parts.TryAdd(name.Trim(), value.Trim().ToUpperInvariant()))
            {
                return null;
            }
        }

        return parts.Remove("FREQ", out var frequency) && Enum.TryParse<Frequency>(frequency, ignoreCase: true, out var read) && !char.IsAsciiDigit(frequency[0])
            ? Read(new RecurrenceRule { Frequency = read }, parts) : null;
    }

    private static RecurrenceRule? Read(RecurrenceRule rule, Dictionary<string, string> parts)
    {
        foreach (var (name, value) in parts)
        {
            var next = name.ToUpperInvariant() switch
            {
                "INTERVAL" => Number(value) is { } every and >= 1 and <= 1000 ? rule with { Interval = every } : null,
                "COUNT" => Number(value) is { } count and >= 1 ? rule with { Count = count } : null,
                "UNTIL" => Moment(value) is { } until ? rule with { Until = until } : null,
                "WKST" => Days.TryGetValue(value, out var start) ? rule with { WeekStart = start } : null,
                "BYMONTH" => Numbers(value, 1, 12) is { } months ? rule with { Months = months } : null,
                "BYWEEKNO" => Numbers(value, -53, 53, noZero: true) is { } weeks ? rule with { WeekNumbers = weeks } : null,
                "BYYEARDAY" => Numbers(value, -366, 366, noZero: true) is { } days ? rule with { YearDays = days } : null,
                "BYMONTHDAY" => Numbers(value, -31, 31, noZero: true) is { } days ? rule with { MonthDays = days } : null,
                "BYDAY" => Weekdays(value) is { } days ? rule with { WeekDays = days } : null,
                "BYHOUR" => Numbers(value, 0, 23) is { } hours ? rule with { Hours = hours } : null,
                "BYMINUTE" => Numbers(value, 0, 59) is { } minutes ? rule with { Minutes = minutes } : null,
                "BYSECOND" => Numbers(value, 0, 59) is { } seconds ? rule with { Seconds = seconds } : null,
                "BYSETPOS" => Numbers(value, -366, 366, noZero: true) is { } positions ? rule with { Positions = positions } : null,
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            rule = next;
        }

        return rule;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static List<int>? Numbers(string text, int from, int to, bool noZero = false)
    {
        var numbers = text.Split(',').Select(Number).ToList();
        return numbers.TrueForAll(number => number >= from && number <= to && !(noZero && number == 0)) ? [.. numbers.Select(number => number!.Value).Distinct()] : null;
    }

    private static List<RuleDay>? Weekdays(string text)
    {
        var days = new List<RuleDay>();
        foreach (var part in text.Split(','))
        {
            if (part.Length < 2 || !Days.TryGetValue(part[^2..], out var day) || (part.Length > 2 ? Number(part[..^2]) : 0) is not ({ } nth and >= -53 and <= 53))
            {
                return null;
            }

            days.Add(new RuleDay(day, nth));
        }

        return days;
    }

    private static DateTime? Moment(string text)
        => DateTime.TryParseExact(text, ["yyyyMMdd'T'HHmmss'Z'", "yyyyMMdd'T'HHmmss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment
            : DateTime.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.AddDays(1).AddTicks(-1) : null;
}
