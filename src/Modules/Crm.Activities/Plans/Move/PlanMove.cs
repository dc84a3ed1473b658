using Crm.Activities.Plans.Schedule;

namespace Crm.Activities.Plans.Move;

/// <summary>A step before and after a move.</summary>
internal sealed record MovedStep(ScheduledStep Old, ScheduledStep New)
{
    /// <summary>By how many days its end moves; positive for later.</summary>
    public int Days => New.Finish.DayNumber - Old.Finish.DayNumber;
}

/// <summary>What a move of the target would do.</summary>
internal sealed record PlanMove(PlanToday Old, PlanToday New)
{
    /// <summary>The steps, the first to be done first.</summary>
    public IReadOnlyList<MovedStep> Steps { get; } = [.. Old.Steps.Zip(New.Steps, (old, now) => new MovedStep(old, now)).OrderBy(step => step.New.Finish)];

    /// <summary>By how many days the target moves.</summary>
    public int Days => New.Target.DayNumber - Old.Target.DayNumber;
}
