namespace Crm.Contacts.Ages;

/// <summary>
/// A person's age on a day. Who is born on 29 February is a year older on 1 March of ordinary years: the year is full only when the last day of February is over.
/// </summary>
/// <param name="Years">Full years.</param>
/// <param name="Months">Full months, the years' included.</param>
/// <param name="NextBirthday">The next day on which the age grows; the day itself is not "next".</param>
public readonly record struct Age(int Years, int Months, DateOnly NextBirthday)
{
    /// <summary>The age on that day; null for who is not born yet.</summary>
    public static Age? On(DateOnly day, DateOnly birth)
    {
        if (birth > day)
        {
            return null;
        }

        var reached = day.Month > birth.Month || (day.Month == birth.Month && day.Day >= birth.Day);
        var years = day.Year - birth.Year - (reached ? 0 : 1);
        var months = ((day.Year - birth.Year) * 12) + day.Month - birth.Month - (day.Day >= birth.Day ? 0 : 1);
        return new Age(years, months, Birthday(birth, reached ? day.Year + 1 : day.Year));
    }

    /// <summary>The birthday in that year: 1 March for a 29 February that the year lacks.</summary>
    public static DateOnly Birthday(DateOnly birth, int year)
        => birth is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(year) ? new DateOnly(year, 3, 1) : new DateOnly(year, birth.Month, birth.Day);
}
