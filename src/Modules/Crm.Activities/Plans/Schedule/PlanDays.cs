namespace Crm.Activities.Plans.Schedule;

/// <summary>The days of a plan's calendar.</summary>
/// <param name="isOff">Whether a day is off: a weekend or a holiday without an exceptional opening.</param>
/// <param name="isSilent">Whether nobody is written to on a day.</param>
internal sealed class PlanDays(Func<DateOnly, bool> isOff, Func<DateOnly, bool> isSilent)
{
    // No calendar is without a free day for longer than this.
    private const int Longest = 1500;

    /// <summary>Whether a day is off.</summary>
    public bool IsOff(DateOnly day) => isOff(day);

    /// <summary>Whether nobody is written to on it.</summary>
    public bool IsSilent(DateOnly day) => isSilent(day);

    /// <summary>Whether a step may be worked on that day.</summary>
    public bool IsFor(PlanStep step, DateOnly day) => !(step.OnWorkingDays && isOff(day)) && !(step.ReachesPeople && isSilent(day));

    /// <summary>That day, or the nearest one before or after it on which the step may be worked on.</summary>
    /// <param name="direction">−1 for before, 1 for after.</param>
    public DateOnly Nearest(PlanStep step, DateOnly day, int direction)
    {
        for (var tried = 0; !IsFor(step, day) && tried < Longest; tried++)
        {
            day = day.AddDays(direction);
        }

        return day;
    }

    /// <summary>So many of the step's days further, from a day on which it may be worked on.</summary>
    public DateOnly Further(PlanStep step, DateOnly day, int days)
    {
        for (var left = Math.Abs(days); left > 0; left--)
        {
            day = Nearest(step, day.AddDays(Math.Sign(days)), Math.Sign(days));
        }

        return day;
    }

    /// <summary>The day some days from the target: calendar days, or working days of which the target itself is none.</summary>
    public DateOnly FromTarget(PlanStep step, DateOnly target, int days)
    {
        var day = target;
        if (!step.OnWorkingDays)
        {
            day = target.AddDays(days);
        }
        else
        {
            for (var left = Math.Abs(days); left > 0;)
            {
                day = day.AddDays(Math.Sign(days));
                left -= isOff(day) ? 0 : 1;
            }
        }

        return Nearest(step, day, days > 0 ? 1 : -1);
    }

    /// <summary>How many of the step's days lie between two days: negative when the second comes first.</summary>
    public int Between(PlanStep step, DateOnly from, DateOnly to)
    {
        var count = 0;
        for (var day = from; day != to && Math.Abs(count) < Longest; day = day.AddDays(to > from ? 1 : -1))
        {
            count += IsFor(step, day) ? (to > from ? 1 : -1) : 0;
        }

        return count;
    }
}
