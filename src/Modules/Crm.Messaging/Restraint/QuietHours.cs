namespace Crm.Messaging.Restraint;

/// <summary>The hours of a day in which nobody is written to, in the receiver's own zone.</summary>
internal static class QuietHours
{
    /// <summary>When the quiet hours that hold at that moment end; null when none do.</summary>
    /// <param name="from">Their beginning, as <c>21:00</c>; they may run over midnight.</param>
    /// <param name="to">Their end; none are kept when it is the beginning.</param>
    public static DateTime? EndUtc(DateTime utc, TimeZoneInfo zone, TimeOnly from, TimeOnly to)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);
        var now = TimeOnly.FromDateTime(local);
        var isQuiet = from < to ? now >= from && now < to : from > to && (now >= from || now < to);
        if (!isQuiet)
        {
            return null;
        }

        var end = local.Date.Add(to.ToTimeSpan());
        return ToUtc(end <= local ? end.AddDays(1) : end, zone);
    }

    /// <summary>The moment of a local time: of one that summer time leaps over the next there is, of one there are two of the first.</summary>
    public static DateTime ToUtc(DateTime local, TimeZoneInfo zone)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        return zone.IsAmbiguousTime(local)
            ? DateTime.SpecifyKind(local - zone.GetAmbiguousTimeOffsets(local).Max(), DateTimeKind.Utc)
            : TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }
}
