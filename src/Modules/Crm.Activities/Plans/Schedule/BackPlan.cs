namespace Crm.Activities.Plans.Schedule;

/// <summary>What stands against a step on its days.</summary>
internal enum Conflict
{
    /// <summary>It begins before a step ends that it waits for.</summary>
    Order,

    /// <summary>It is locked on a day of silence.</summary>
    Silence,

    /// <summary>It is locked on a day off.</summary>
    DayOff,
}

/// <summary>A step on its days.</summary>
/// <param name="Start">Its first day.</param>
/// <param name="Finish">Its last day, the latest that serves the others.</param>
/// <param name="Slack">Its days that are left over when all that is not done begins today; negative when they do not suffice. Null for what is done.</param>
/// <param name="LateDays">Days since it was to be done; 0 when it is done or not late.</param>
/// <param name="Conflicts">What stands against it, with the other step's name for an order.</param>
/// <param name="Chain">Of one whose days do not suffice, the names of the steps that must be done one after the other, itself last; empty for others.</param>
internal sealed record ScheduledStep(PlanStep Step, DateOnly Start, DateOnly Finish, int? Slack, int LateDays, IReadOnlyList<(Conflict Kind, string Other)> Conflicts, IReadOnlyList<string> Chain);

/// <summary>
/// Backward scheduling: a step ends at its distance from the target, or on its day before the first of those that wait for it, and takes so many days before; days off and silences are stepped over. Then
/// forward from today, which tells what is left over.
/// </summary>
internal sealed class BackPlan
{
    private readonly DateOnly _target;
    private readonly DateOnly _today;
    private readonly PlanDays _days;
    private readonly Dictionary<string, PlanStep> _steps;
    private readonly ILookup<string, PlanStep> _waiting;
    private readonly Dictionary<string, (DateOnly Start, DateOnly Finish)> _latest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DateOnly Finish, string? By)> _earliest = new(StringComparer.Ordinal);

    private BackPlan(IReadOnlyList<PlanStep> steps, DateOnly target, DateOnly today, PlanDays days)
    {
        (_target, _today, _days) = (target, today, days);
        _steps = steps.ToDictionary(step => step.Key, StringComparer.Ordinal);
        _waiting = steps.SelectMany(step => step.After.Distinct(StringComparer.Ordinal).Select(before => (before, step))).ToLookup(pair => pair.before, pair => pair.step, StringComparer.Ordinal);
    }

    /// <summary>The steps on their days, in the order given.</summary>
    /// <param name="steps">With keys that are unique, and without a circle: see <see cref="CircleOf"/>.</param>
    public static IReadOnlyList<ScheduledStep> Of(IReadOnlyList<PlanStep> steps, DateOnly target, DateOnly today, PlanDays days)
    {
        if (CircleOf(steps) is { } circle)
        {
            throw new ArgumentException($"Steps wait for each other: {string.Join(", ", circle)}.", nameof(steps));
        }

        var plan = new BackPlan(steps, target, today, days);
        return [.. steps.Select(plan.Scheduled)];
    }

    /// <summary>The names of steps that wait for each other in a circle, the first one again at the end; null when there is none.</summary>
    public static IReadOnlyList<string>? CircleOf(IReadOnlyList<PlanStep> steps)
    {
        var (byKey, done, path) = (steps.ToDictionary(step => step.Key, StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new List<string>());
        foreach (var step in steps)
        {
            if (Visit(step.Key) is { } circle)
            {
                return [.. circle.Select(key => byKey[key].Name)];
            }
        }

        return null;

        List<string>? Visit(string key)
        {
            if (path.IndexOf(key) is >= 0 and var at)
            {
                return [.. path[at..].AsEnumerable().Append(key).Reverse()];
            }

            if (!byKey.TryGetValue(key, out var step) || !done.Add(key))
            {
                return null;
            }

            path.Add(key);
            var found = step.After.Select(Visit).FirstOrDefault(circle => circle is not null);
            path.RemoveAt(path.Count - 1);
            return found;
        }
    }

    private ScheduledStep Scheduled(PlanStep step)
    {
        var (start, finish) = Latest(step);
        if (step.DoneOn is not null)
        {
            return new ScheduledStep(step, start, finish, null, 0, [], []);
        }

        var conflicts = step.After.Where(_steps.ContainsKey).Select(key => _steps[key]).Where(before => before.DoneOn is null && Latest(before).Finish >= start).Select(before => (Conflict.Order, before.Name)).ToList();
        if (step.LockedOn is not null && step.ReachesPeople && _days.IsSilent(finish))
        {
            conflicts.Add((Conflict.Silence, ""));
        }

        if (step.LockedOn is not null && step.OnWorkingDays && _days.IsOff(finish))
        {
            conflicts.Add((Conflict.DayOff, ""));
        }

        var slack = _days.Between(step, Earliest(step).Finish, finish);
        return new ScheduledStep(step, start, finish, slack, Math.Max(0, _today.DayNumber - finish.DayNumber), conflicts, slack < 0 ? Chain(step) : []);
    }

    private (DateOnly Start, DateOnly Finish) Latest(PlanStep step)
    {
        if (_latest.TryGetValue(step.Key, out var known))
        {
            return known;
        }

        var finish = step.LockedOn ?? (step.Days is { } days ? _days.FromTarget(step, _target, days) : Before(step));
        var latest = (_days.Further(step, finish, 1 - step.Length), finish);
        _latest[step.Key] = latest;
        return latest;
    }

    private DateOnly Before(PlanStep step)
    {
        var starts = _waiting[step.Key].Select(waiting => Latest(waiting).Start.AddDays(-1)).ToList();
        return _days.Nearest(step, starts.Count == 0 ? _target : starts.Min(), -1);
    }

    private (DateOnly Finish, string? By) Earliest(PlanStep step)
    {
        if (_earliest.TryGetValue(step.Key, out var known))
        {
            return known;
        }

        var (start, by) = (_today, (string?)null);
        foreach (var before in step.After.Where(_steps.ContainsKey).Select(key => _steps[key]).Where(before => before.DoneOn is null))
        {
            if (Earliest(before).Finish >= start)
            {
                (start, by) = (Earliest(before).Finish.AddDays(1), before.Key);
            }
        }

        var earliest = (_days.Further(step, _days.Nearest(step, start, 1), step.Length - 1), by);
        _earliest[step.Key] = earliest;
        return earliest;
    }

    private List<string> Chain(PlanStep step)
    {
        var names = new List<string>();
        for (var at = step; at is not null; at = Earliest(at).By is { } key ? _steps[key] : null)
        {
            names.Insert(0, at.Name);
        }

        return names;
    }
}
