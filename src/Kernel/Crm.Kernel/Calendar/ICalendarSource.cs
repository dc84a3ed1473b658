using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Calendar;

/// <summary>
/// What a module puts into the calendar: tasks, holidays, silence periods, campaigns. Scoped; register with <c>services.AddCalendarSource&lt;T&gt;()</c>. It gives what its reader may see
/// and nothing else.
/// </summary>
public interface ICalendarSource
{
    /// <summary>Whether it tells what days they are, "holiday" or "silence", whoever reads: plans step over such days.</summary>
    bool TellsOfDays => false;

    /// <summary>What touches those days.</summary>
    Task<IReadOnlyList<CalendarEntry>> ListAsync(CalendarQuestion question, CancellationToken cancellationToken);
}

/// <summary>What a calendar asks.</summary>
/// <param name="User">The reader.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The day after the last.</param>
/// <param name="Who">"me", "team" or "all": whose things, within what the reader may see.</param>
public sealed record CalendarQuestion(ClaimsPrincipal User, DateOnly From, DateOnly Until, string Who);

/// <summary>Something on a day, or on days.</summary>
/// <param name="Title">One line in the reader's language.</param>
/// <param name="Icon">A Tabler icon.</param>
/// <param name="Day">The first day.</param>
/// <param name="Last">The last day; the same for one day.</param>
/// <param name="Time">The time by the wall clock; null for the whole day.</param>
/// <param name="Address">Where it is opened, as <c>/admin/tasks/{id}</c>; null when it has no page.</param>
/// <param name="Kind">What it is, which tells its look: "task", "done", "later" (a task of a series that does not exist yet), "birthday", "holiday", "silence" (nobody is written to), or a module's own.</param>
public sealed record CalendarEntry(string Title, string Icon, DateOnly Day, DateOnly Last, TimeOnly? Time, string? Address, string Kind);

/// <summary>Registration of calendar sources.</summary>
public static class CalendarServices
{
    /// <summary>Adds a source.</summary>
    public static IServiceCollection AddCalendarSource<T>(this IServiceCollection services) where T : class, ICalendarSource => services.AddScoped<ICalendarSource, T>();
}
