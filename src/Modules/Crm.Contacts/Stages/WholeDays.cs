namespace Crm.Contacts.Stages;

/// <summary>Time in a stage, as pages tell it.</summary>
internal static class WholeDays
{
    /// <summary>The whole days from that moment until now.</summary>
    /// <param name="utc">A moment in UTC.</param>
    public static int DaysSince(this TimeProvider time, DateTime utc) => (int)(time.GetUtcNow().UtcDateTime - utc).TotalDays;
}
