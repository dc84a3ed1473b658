using System.Globalization;
using Crm.Activities.Recurrence;
using Crm.Kernel.Localization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Tasks;

/// <summary>The words shown for the codes of tasks, in the reader's language.</summary>
internal sealed class TaskLabels(IStringLocalizer<TaskLabels> s)
{
    private static readonly int[] Reminders = [0, 15, 60, 24 * 60, 2 * 24 * 60, 7 * 24 * 60, 14 * 24 * 60, 30 * 24 * 60];

    /// <summary>A view of the list.</summary>
    public string View(string view) => view switch { "late" => s["Late"], "today" => s["Today"], "planned" => s["Planned"], "done" => s["Done"], _ => s["To do"] };

    /// <summary>Whose tasks a list shows.</summary>
    public string Who(string who) => who switch { "team" => s["My team’s"], "all" => s["Everybody’s"], _ => s["Mine"] };

    /// <summary>A priority.</summary>
    public string Priority(string priority) => priority switch { "low" => s["Low"], "high" => s["High"], _ => s["Normal"] };

    /// <summary>When it is due, for reading; blank for some day.</summary>
    /// <param name="key">As <see cref="TaskPart.DueKey"/>.</param>
    public string Due(string key, DateTime now)
    {
        if (!DateOnly.TryParseExact(key.Length < 10 ? "" : key[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return "";
        }

        var today = DateOnly.FromDateTime(now);
        var text = day == today ? s["today"].Value : day == today.AddDays(1) ? s["tomorrow"] : day == today.AddDays(-1) ? s["yesterday"] : day.ToString("d", CultureInfo.CurrentCulture);
        return key.Length > 10 ? $"{text} {TimeOnly.ParseExact(key[11..], "HH:mm", CultureInfo.InvariantCulture).ToString("t", CultureInfo.CurrentCulture)}" : text;
    }

    /// <summary>Whether what is due then is late.</summary>
    public static bool IsLate(string key, DateTime now)
        => string.CompareOrdinal(key, now.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture)) < 0 && key != now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>How long before a task is due its reminder comes.</summary>
    public string Reminder(int? minutes) => minutes switch
    {
        null => s["No reminder"],
        0 => s["When it is due (at 9:00 for a whole day)"],
        < 60 => s.Plural(minutes.Value, "{0} minute before", "{0} minutes before"),
        < 24 * 60 => s.Plural(minutes.Value / 60, "{0} hour before", "{0} hours before"),
        < 7 * 24 * 60 => s.Plural(minutes.Value / (24 * 60), "{0} day before", "{0} days before"),
        < 30 * 24 * 60 => s.Plural(minutes.Value / (7 * 24 * 60), "{0} week before", "{0} weeks before"),
        _ => s.Plural(minutes.Value / (24 * 60), "{0} day before", "{0} days before"),
    };

    /// <summary>A repetition the form offers.</summary>
    public string Repeat(string choice) => choice switch
    {
        "" => s["Once"],
        "day" => s["Every day"],
        "week" => s["Every week"],
        "month" => s["Every month, on this day"],
        "month-nth" => s["Every month, on this weekday of that week"],
        "month-last" => s["Every month, on the last such weekday"],
        "month-end" => s["Every month, on its last day"],
        "year" => s["Every year"],
        "year-nth" => s["Every year, on this weekday of that month"],
        _ => s["By a rule"],
    };

    /// <summary>A rule in words; one that the form does not offer as it is written.</summary>
    public string RepeatInWords(string rule, DateOnly? day)
    {
        var (choice, every) = RepeatChoices.Of(rule, day);
        return choice == RepeatChoices.Custom ? rule : every == 1 ? Repeat(choice) : s["{0} (each {1})", Repeat(choice), every];
    }

    /// <summary>The icon of whom a task is about.</summary>
    public static string AboutIcon(string type) => type switch { "Household" => "home", "Organisation" => "building", _ => "user" };

    /// <summary>Choices of a list.</summary>
    public IEnumerable<SelectListItem> Priorities() => TaskPart.Priorities.Select(priority => new SelectListItem(Priority(priority), priority));

    /// <summary>Choices of a list.</summary>
    /// <param name="present">What is chosen, offered even when it is unusual.</param>
    public IEnumerable<SelectListItem> ReminderChoices(int? present)
        => Reminders.Concat(present is { } minutes ? [minutes] : []).Distinct().Order().Select(minutes => new SelectListItem(Reminder(minutes), minutes.ToString(CultureInfo.InvariantCulture)))
            .Prepend(new SelectListItem(Reminder(null), ""));

    /// <summary>Choices of a list.</summary>
    public IEnumerable<SelectListItem> Repeats() => RepeatChoices.All.Select(choice => new SelectListItem(Repeat(choice), choice));
}
