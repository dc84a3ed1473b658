using System.Security.Claims;
using Crm.Activities.Plans.Move;
using Crm.Activities.Plans.Schedule;
using Microsoft.AspNetCore.Http;

namespace Crm.Activities.Plans.Api;

/// <summary><c>/api/plans</c>: what the screens show and do, under the same rights. Plans are written by the content routes.</summary>
internal static class PlansEndpoint
{
    private const int Most = 200;

    public static async Task<IResult> ListAsync(ClaimsPrincipal user, PlanBook book, CancellationToken cancellationToken)
    {
        var lines = new List<PlanLine>();
        foreach (var plan in await book.ListAsync(user, Most, cancellationToken))
        {
            var days = await book.ScheduleAsync(user, plan.Part, cancellationToken);
            lines.Add(new PlanLine(plan.Item.ContentItemId, plan.Name, days?.TargetUtc, days?.DaysLeft, plan.Part.Steps.Count, days?.Late ?? 0));
        }

        return Results.Json(lines);
    }

    public static async Task<IResult> GetAsync(string plan, ClaimsPrincipal user, PlanBook book, CancellationToken cancellationToken)
        => await book.FindAsync(user, plan) is not { } found ? Results.NotFound()
            : await book.ScheduleAsync(user, found.Part, cancellationToken) is { } days ? Results.Json(Answer(found, days)) : Results.Json(new PlanAnswer(plan, found.Name, null, null, []));

    /// <param name="move">The new target; whether to save it.</param>
    public static async Task<IResult> MoveAsync(string plan, MoveOrder move, ClaimsPrincipal user, PlanBook book, ChangePlans changes, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(user, plan, toChange: true) is not { } found || await book.FindAsync(user, plan) is not { } seen)
        {
            return Results.NotFound();
        }

        seen.Part.Target = move.Target;
        if (!move.Preview && await changes.ChangeAsync(found.Item, part => part.Target = move.Target) is { Count: > 0 } faults)
        {
            return Results.ValidationProblem(faults.GroupBy(fault => fault.Path).ToDictionary(group => group.Key, group => group.Select(fault => fault.Message).ToArray()));
        }

        return move.Target.Year is < 2000 or > 2199 ? Results.ValidationProblem(new Dictionary<string, string[]> { ["target"] = ["2000–2199"] })
            : await book.ScheduleAsync(user, seen.Part, cancellationToken) is { } days ? Results.Json(Answer(seen, days)) : Results.NotFound();
    }

    private static PlanAnswer Answer(FoundPlan plan, PlanToday days) => new(
        plan.Item.ContentItemId, plan.Name, days.TargetUtc, days.DaysLeft,
        [.. days.Steps.Select(step => new StepAnswer(step.Step.Key, step.Step.Name, step.Start, step.Finish, step.Step.DoneOn, step.Step.LockedOn is not null, step.LateDays, step.Slack, [.. step.Conflicts.Select(conflict => conflict.Kind.ToString().ToLowerInvariant())]))]);

    internal sealed record MoveOrder(DateTime Target, bool Preview = false);

    private sealed record PlanLine(string Id, string Name, DateTime? TargetUtc, int? DaysLeft, int Steps, int Late);

    private sealed record PlanAnswer(string Id, string Name, DateTime? TargetUtc, int? DaysLeft, IReadOnlyList<StepAnswer> Steps);

    private sealed record StepAnswer(string Key, string Name, DateOnly Start, DateOnly Finish, DateOnly? DoneOn, bool IsLocked, int LateDays, int? Slack, IReadOnlyList<string> Conflicts);
}
