namespace Crm.Calls.HandOver;

/// <summary>The days and hours on which people are rung: by the clock of the tenant, Monday to Friday.</summary>
internal static class CallHours
{
    /// <summary>The end of the working day: a call is due then.</summary>
    public static readonly TimeOnly End = new(18, 0);

    /// <summary>The working day of a call that is handed over at that moment: the same one, or the next when it is over.</summary>
    public static DateOnly DayOf(DateTime local)
    {
        var day = DateOnly.FromDateTime(local);
        return IsWorking(day) && TimeOnly.FromDateTime(local) < End ? day : After(day);
    }

    /// <summary>The next working day.</summary>
    public static DateOnly After(DateOnly day)
    {
        do
        {
            day = day.AddDays(1);
        }
        while (!IsWorking(day));

        return day;
    }

    private static bool IsWorking(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
