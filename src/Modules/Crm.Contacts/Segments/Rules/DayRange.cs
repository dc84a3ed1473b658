namespace Crm.Contacts.Segments.Rules;

/// <summary>The days from one on to before another; null for an open end.</summary>
/// <param name="From">The first day that is meant.</param>
/// <param name="Before">The first day that is not meant any more.</param>
public readonly record struct DayRange(DateOnly? From, DateOnly? Before)
{
    /// <summary>That many days, weeks, months or years from a day on, backwards when negative. Months and years end on the last day of a short month.</summary>
    public static DateOnly Add(DateOnly day, int count, string unit) => unit switch
    {
        "weeks" => day.AddDays(7 * count),
        "months" => day.AddMonths(count),
        "years" => day.AddYears(count),
        _ => day.AddDays(count),
    };

    /// <summary>The birth dates of who is that many full years old on that day. Who is born on 29 February is a year older on 1 March of ordinary years.</summary>
    /// <param name="least">Youngest age meant.</param>
    /// <param name="most">Oldest age meant; null for any.</param>
    public static DayRange BornFor(DateOnly day, int least, int? most) => new(most is { } top ? day.AddYears(-top - 1).AddDays(1) : null, day.AddYears(-least).AddDays(1));
}
