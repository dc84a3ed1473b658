using Crm.Activities.Reminders;

namespace Crm.Activities.Plans.Schedule;

/// <summary>A plan's target as a moment, and how far it is.</summary>
internal static class PlanClock
{
    /// <summary>The zone of a plan: its own, or the site's.</summary>
    public static TimeZoneInfo ZoneOf(PlanPart plan, TimeZoneInfo site) => plan.Zone.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(plan.Zone, out var own) ? own : site;

    /// <summary>The moment of the target: its hour by the wall clock stays, whatever summer time does.</summary>
    public static DateTime TargetUtc(PlanPart plan, TimeZoneInfo site) => LocalMoment.ToUtc(plan.Target, ZoneOf(plan, site));

    /// <summary>The day it is where the plan counts.</summary>
    public static DateOnly Today(PlanPart plan, TimeZoneInfo site, DateTime nowUtc) => DateOnly.FromDateTime(LocalMoment.ToLocal(nowUtc, ZoneOf(plan, site)));

    /// <summary>Days left until the target, by the calendar of where the plan counts: 0 on its day, negative behind it. The same for every reader on earth.</summary>
    public static int DaysLeft(PlanPart plan, TimeZoneInfo site, DateTime nowUtc) => DateOnly.FromDateTime(plan.Target).DayNumber - Today(plan, site, nowUtc).DayNumber;

    /// <summary>"D−37", "D0", "D+2".</summary>
    /// <param name="days">Days from the target: negative before it.</param>
    /// <param name="letter">The language's letter for the day: D, J.</param>
    public static string Sign(int days, string letter) => days == 0 ? letter : days < 0 ? $"{letter}−{-days}" : $"{letter}+{days}";
}
