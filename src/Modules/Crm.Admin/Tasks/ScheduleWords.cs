using System.Globalization;
using Microsoft.AspNetCore.Mvc.Localization;

namespace Crm.Admin.Tasks;

/// <summary>The schedules that most tasks have, in words.</summary>
internal static class ScheduleWords
{
    /// <summary>"every hour, at minute 17"; null for a schedule that only its five fields say.</summary>
    public static string? Of(string cron, IHtmlLocalizer T) => cron.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["*", "*", "*", "*", "*"] => T.GetString("every minute").Value,
        [var step, "*", "*", "*", "*"] when Step(step) is { } minutes => T.GetString("every {0} minutes", minutes).Value,
        [var minute, "*", "*", "*", "*"] when Number(minute) is { } at => T.GetString("every hour, at minute {0}", at).Value,
        [var minute, var hour, "*", "*", "*"] when Number(minute) is { } at && Number(hour) is { } of => T.GetString("every day at {0}", Clock(of, at)).Value,
        [var minute, var hour, "*", "*", var day] when Number(minute) is { } at && Number(hour) is { } of && Number(day) is { } weekday and < 7
            => T.GetString("every {0} at {1}", CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName((DayOfWeek)weekday), Clock(of, at)).Value,
        _ => null,
    };

    private static int? Number(string field) => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int? Step(string field) => field.StartsWith("*/", StringComparison.Ordinal) ? Number(field[2..]) : null;

    private static string Clock(int hour, int minute) => new TimeOnly(Math.Clamp(hour, 0, 23), Math.Clamp(minute, 0, 59)).ToString("t", CultureInfo.CurrentCulture);
}
