using System.Globalization;
using Crm.Activities.Rights;
using Crm.Activities.Tasks;
using Crm.Kernel.Calendar;
using Crm.Kernel.Display;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Calendar;

/// <summary>The calendar by month, week and day; the day is the agenda, with what is late beside it.</summary>
[Right(ActivitiesPermissions.ViewOwn)]
internal sealed class ViewCalendar(CalendarEntries calendar, TaskList list, TaskLines lines, TaskGate gate, TaskLabels labels, IStringLocalizer<ViewCalendar> s) : PageModel
{
    private const int MostLate = 30;

    public CalendarSpan Span { get; private set; } = null!;

    public string Who { get; private set; } = "";

    public DateOnly Today { get; private set; }

    public ILookup<DateOnly, CalendarEntry> Entries { get; private set; } = null!;

    /// <summary>What is late, beside the agenda of today.</summary>
    public IReadOnlyList<TaskLine> Late { get; private set; } = [];

    public bool MayCreate { get; private set; }

    public TaskLabels Labels => labels;

    public string Here => QueryAddress.With(Request);

    /// <summary>How many entries a day of the month shows before it says how many more there are.</summary>
    public int MostOfADay => Span.View == "month" ? 4 : 40;

    public string Heading => Span.View switch
    {
        "day" => s["Agenda"],
        "week" => s["Week of {0}", Span.From.ToString("d", CultureInfo.CurrentCulture)],
        _ => Capital(Span.Day.ToString("MMMM yyyy", CultureInfo.CurrentCulture)),
    };

    public async Task OnGetAsync(string? view, DateOnly? day, string? who, CancellationToken cancellationToken)
    {
        Today = DateOnly.FromDateTime(await list.NowOfAsync(User));
        (Span, Who) = (CalendarSpan.Of(view, day ?? Today, CultureInfo.CurrentCulture), TaskQuestion.Of(null, who).Who);
        MayCreate = await gate.MayCreateAsync(User);
        Entries = await calendar.ListAsync(User, Span.From, Span.Until, Who, cancellationToken);
        if (Span.View == "day" && Span.Day == Today && await gate.ForAsync(User) is { Dues: true } sight)
        {
            Late = await lines.OfAsync(User, (await list.ReadAsync(User, new TaskQuestion("late", Who), sight, null, MostLate, cancellationToken)).Rows);
        }
    }

    private static string Capital(string text) => char.ToUpper(text[0], CultureInfo.CurrentCulture) + text[1..];
}
