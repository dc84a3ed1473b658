using System.Linq.Expressions;
using Crm.Contacts.People;

namespace Crm.Contacts.Segments.Rules;

/// <summary>Conditions on the day and month of a birth date, which the index holds as the number yyyymmdd.</summary>
internal static class Birthdays
{
    private const int LeapDay = 229;

    /// <summary>Whose birthday is today or in so many days; that of 29 February is 1 March in ordinary years.</summary>
    public static Expression<Func<PersonIndex, bool>> Within(DateOnly today, int count)
    {
        var last = today.AddDays(Math.Min(count, 365));
        var (from, to, leapling) = (MonthDay(today), MonthDay(last), TakesLeapDay(today, last));
        return count >= 365 ? row => row.BirthKey > 0
            : from <= to ? row => row.BirthKey > 0 && ((row.BirthKey % 10_000 >= from && row.BirthKey % 10_000 <= to && row.BirthKey % 10_000 != LeapDay) || (leapling && row.BirthKey % 10_000 == LeapDay))
            : row => row.BirthKey > 0 && (((row.BirthKey % 10_000 >= from || row.BirthKey % 10_000 <= to) && row.BirthKey % 10_000 != LeapDay) || (leapling && row.BirthKey % 10_000 == LeapDay));
    }

    /// <summary>Whose birth date lies in that month.</summary>
    public static Expression<Func<PersonIndex, bool>> InMonth(int month) => row => row.BirthKey > 0 && row.BirthKey % 10_000 / 100 == month;

    private static int MonthDay(DateOnly day) => (day.Month * 100) + day.Day;

    private static bool TakesLeapDay(DateOnly from, DateOnly to)
    {
        for (var year = from.Year; year <= to.Year; year++)
        {
            var day = Ages.Age.Birthday(new DateOnly(2000, 2, 29), year);
            if (day >= from && day <= to)
            {
                return true;
            }
        }

        return false;
    }
}
