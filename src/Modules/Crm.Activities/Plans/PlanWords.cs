using System.Globalization;
using Crm.Activities.Plans.Schedule;
using Crm.Kernel.Localization;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Plans;

/// <summary>Plans in words.</summary>
internal sealed class PlanWords(IStringLocalizer<PlanWords> s)
{
    /// <summary>"D−37" of a target that is 37 days off.</summary>
    public string Left(int daysLeft) => PlanClock.Sign(-daysLeft, s["D"]);

    /// <summary>Where a step ends: "D−37", "12 working days before", "before what waits for it".</summary>
    public string Place(PlanStep step) => step switch
    {
        { LockedOn: not null } => s["locked"],
        { Days: null } => s["right before what follows"],
        { OnWorkingDays: true, Days: { } days } when days != 0 => s["{0} in working days", PlanClock.Sign(days, s["D"])],
        { Days: { } days } => PlanClock.Sign(days, s["D"]),
    };

    /// <summary>A day as a list shows it.</summary>
    public static string Day(DateOnly day) => day.ToString("ddd d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>A step's days: one, or from when until when.</summary>
    public string Days(ScheduledStep step) => step.Start == step.Finish ? Day(step.Finish) : s["{0} to {1}", Day(step.Start), Day(step.Finish)];

    /// <summary>How a step stands.</summary>
    public string State(ScheduledStep step, DateOnly today) => step switch
    {
        { Step.DoneOn: not null } => s["done"],
        { LateDays: > 0 and var days } => s.Plural(days, "late by {0} day", "late by {0} days"),
        _ when step.Start <= today => s["under way"],
        _ => s["to come"],
    };

    /// <summary>The tone of its badge.</summary>
    public static string Tone(ScheduledStep step, DateOnly today) => step.Step.DoneOn is not null ? "good" : step.LateDays > 0 ? "bad" : step.Start <= today ? "info" : "";

    /// <summary>What stands against a step, each in a sentence.</summary>
    public IEnumerable<string> Warnings(ScheduledStep step)
    {
        foreach (var (kind, other) in step.Conflicts)
        {
            yield return kind switch
            {
                Conflict.Order => s["It begins before “{0}” ends.", other],
                Conflict.Silence => s["It is locked on a day of silence."],
                _ => s["It is locked on a day off."],
            };
        }

        // Of one that is late already that is no news, but for what it waits for.
        if (step.Slack is < 0 and var slack && (step.LateDays == 0 || step.Chain.Count > 1))
        {
            yield return step.Chain.Count > 1 ? s.Plural(-slack, "Begun today it would end {0} day too late: {1}.", "Begun today it would end {0} days too late: {1}.", string.Join(" → ", step.Chain)) : s.Plural(-slack, "Begun today it would end {0} day too late.", "Begun today it would end {0} days too late.");
        }
    }
}
