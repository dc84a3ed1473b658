using System.Globalization;
using Crm.Contacts;
using Crm.Contacts.Ages;
using Crm.Contacts.Choose;
using Crm.Contacts.People;
using Crm.Kernel.Calendar;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Birthdays;

/// <summary>Birthdays of the people whom the reader may see; of a day with many the first are named and the others counted.</summary>
internal sealed class BirthdaySource(ISession session, Visible visible, RecordScopes scopes, ContactChoices contacts, IStringLocalizer<BirthdaySource> s) : ICalendarSource
{
    private const int MostNamed = 5;
    private const int MostDays = 8; // months full of names help nobody: beyond a week they are left out

    public async Task<IReadOnlyList<CalendarEntry>> ListAsync(CalendarQuestion question, CancellationToken cancellationToken)
    {
        var sight = await visible.ForAsync(question.User);
        var scope = await scopes.ForAsync(question.User, ContactTypes.Person);
        if (question.Until.DayNumber - question.From.DayNumber > MostDays || scope.IsNone || !sight.CanSee(ContactTypes.Person, $"{nameof(PersonPart)}.{nameof(PersonPart.BirthDate)}"))
        {
            return [];
        }

        var entries = new List<CalendarEntry>();
        for (var day = question.From; day < question.Until; day = day.AddDays(1))
        {
            entries.AddRange(await OfDayAsync(question, scope, day, cancellationToken));
        }

        return entries;
    }

    // Who was born on 29 February has the birthday on 1 March of ordinary years.
    private async Task<IReadOnlyList<CalendarEntry>> OfDayAsync(CalendarQuestion question, RecordScope scope, DateOnly day, CancellationToken cancellationToken)
    {
        string[] keys = [day.ToString("MM-dd", CultureInfo.InvariantCulture), .. day is { Month: 3, Day: 1 } && !DateTime.IsLeapYear(day.Year) ? new[] { "02-29" } : []];
        var rows = await scope.Apply(session.QueryIndex<BirthdayIndex>(), row => row.Owner).Where(row => keys.Contains(row.MonthDay) && row.Year <= day.Year)
            .OrderBy(row => row.MonthDay).ThenBy(row => row.DocumentId).Take(100).ToListAsync(cancellationToken);
        var named = await contacts.OfAsync(question.User, rows.Take(MostNamed).Select(row => row.PersonId));
        var entries = rows.Take(MostNamed).Where(row => named.ContainsKey(row.PersonId)).Select(row => new CalendarEntry(
            s["{0} turns {1}", named[row.PersonId].Name is { Length: > 0 } name ? name : s["(no name)"], Age.On(day, new DateOnly(row.Year, int.Parse(row.MonthDay[..2], CultureInfo.InvariantCulture), int.Parse(row.MonthDay[3..], CultureInfo.InvariantCulture)))?.Years ?? 0],
            "cake", day, day, null, named[row.PersonId].Address, "birthday")).ToList();
        if (rows.Count > MostNamed)
        {
            entries.Add(new CalendarEntry(rows.Count == 100 ? s["and many more birthdays"] : s["and {0} more birthdays", rows.Count - MostNamed], "cake", day, day, null, null, "birthday"));
        }

        return entries;
    }
}
