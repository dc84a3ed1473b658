namespace Crm.Activities.Holidays;

/// <summary>The eleven public holidays of metropolitan France (Code du travail, art. L3133-1); the movable ones are counted from Easter.</summary>
internal static class FrenchHolidays
{
    /// <summary>The holidays of a year with the ids of their names.</summary>
    public static IEnumerable<(DateOnly Day, string Name)> Of(int year)
    {
        var easter = Easter(year);
        return
        [
            (new DateOnly(year, 1, 1), "New Year’s Day"), (easter.AddDays(1), "Easter Monday"), (new DateOnly(year, 5, 1), "Labour Day"), (new DateOnly(year, 5, 8), "Victory in Europe Day"),
            (easter.AddDays(39), "Ascension Day"), (easter.AddDays(50), "Whit Monday"), (new DateOnly(year, 7, 14), "Bastille Day"), (new DateOnly(year, 8, 15), "Assumption Day"),
            (new DateOnly(year, 11, 1), "All Saints’ Day"), (new DateOnly(year, 11, 11), "Armistice Day"), (new DateOnly(year, 12, 25), "Christmas Day"),
        ];
    }

    /// <summary>Easter Sunday of the Gregorian calendar, by Meeus, Jones and Butcher (J. Meeus, Astronomical Algorithms, ch. 8).</summary>
    public static DateOnly Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var sum = h + l - (7 * m) + 114;
        return new DateOnly(year, sum / 31, (sum % 31) + 1);
    }
}
