using System.Security.Claims;
using Crm.Kernel.Content;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Tasks;

/// <summary><c>/api/tasks</c>: the acts of the screens, under the same rights and rules.</summary>
internal static class TasksEndpoint
{
    private const int MaxTake = 500;
    private const int Usual = 50;

    /// <summary>A page of a list, as the screen asks it.</summary>
    public static async Task<IResult> ListAsync(string? view, string? who, string? about, string? after, int? take, ClaimsPrincipal user, TaskList list, TaskGate gate, CancellationToken cancellationToken)
    {
        var question = TaskQuestion.Of(view, who ?? "all") with { AboutId = about };
        var sight = await gate.ForAsync(user);
        if (about is not null && !sight.Abouts)
        {
            return Results.Json(new TasksPage([], null));
        }

        var page = await list.ReadAsync(user, question, sight, after, Math.Clamp(take ?? Usual, 1, MaxTake), cancellationToken);
        return Results.Json(new TasksPage([.. page.Rows.Select(TaskSummary.Of)], page.Next));
    }

    /// <summary>One task without what is hidden.</summary>
    public static async Task<IResult> GetAsync(string id, ClaimsPrincipal user, TaskGate gate)
        => await gate.FindAsync(user, id) is { } item ? Results.Json((await gate.ForAsync(user)).Show(item)) : Results.NotFound();

    public static async Task<IResult> CreateAsync(TaskDraft draft, ClaimsPrincipal user, ChangeTasks change, TaskGate gate)
    {
        if (Refused(await change.FaultsAsync(user, draft, null)) is { } refused)
        {
            return refused;
        }

        var item = await change.CreateAsync(user, draft);
        return Results.Json((await gate.ForAsync(user)).Show(item), statusCode: StatusCodes.Status201Created);
    }

    public static async Task<IResult> ReplaceAsync(string id, TaskDraft draft, ClaimsPrincipal user, ChangeTasks change, TaskGate gate, IStringLocalizer<ChangeTasks> s)
    {
        if (await gate.FindAsync(user, id, CommonPermissions.EditContent) is not { } item)
        {
            return Results.NotFound();
        }

        var sight = await gate.ForAsync(user);
        var hidden = typeof(TaskDraft).GetProperties().Select(member => member.Name).FirstOrDefault(member => member != nameof(TaskDraft.Owner) && !sight.CanSee(member));
        if (hidden is not null)
        {
            return Results.ValidationProblem(new Dictionary<string, string[]> { [hidden] = [s["You do not see this member, so you cannot replace the task."]] }, statusCode: StatusCodes.Status403Forbidden);
        }

        if (Refused(await change.FaultsAsync(user, draft, item)) is { } refused)
        {
            return refused;
        }

        await change.UpdateAsync(user, item, draft);
        return Results.Json(sight.Show(item));
    }

    public static Task<IResult> DoAsync(string id, ClaimsPrincipal user, ChangeTasks change, TaskGate gate) => ActAsync(id, user, gate, item => change.DoAsync(user, item));

    public static Task<IResult> ReopenAsync(string id, ClaimsPrincipal user, ChangeTasks change, TaskGate gate) => ActAsync(id, user, gate, change.ReopenAsync);

    public static Task<IResult> AcknowledgeAsync(string id, ClaimsPrincipal user, ChangeTasks change, TaskGate gate) => ActAsync(id, user, gate, item => change.AcknowledgeAsync(user, item));

    /// <param name="until">"hour", "tomorrow" or "week".</param>
    public static async Task<IResult> SnoozeAsync(string id, string? until, ClaimsPrincipal user, ChangeTasks change, TaskGate gate, IStringLocalizer<ChangeTasks> s)
    {
        var known = true;
        var answer = await ActAsync(id, user, gate, async item => known = await change.SnoozeAsync(user, item, until ?? "tomorrow"));
        return known ? answer : Refused([("until", s["Say hour, tomorrow or week."])])!;
    }

    /// <summary>To the trash.</summary>
    public static async Task<IResult> DeleteAsync(string id, ClaimsPrincipal user, TaskGate gate, IContentManager content)
    {
        if (await gate.FindAsync(user, id, CommonPermissions.DeleteContent) is not { } item)
        {
            return Results.NotFound();
        }

        await content.RemoveAsync(item);
        return Results.NoContent();
    }

    private static async Task<IResult> ActAsync(string id, ClaimsPrincipal user, TaskGate gate, Func<ContentItem, Task> act)
    {
        if (await gate.FindAsync(user, id, CommonPermissions.EditContent) is not { } item)
        {
            return Results.NotFound();
        }

        await act(item);
        return Results.Json((await gate.ForAsync(user)).Show(item));
    }

    private static IResult? Refused(IReadOnlyList<(string Member, string Sentence)> faults) => faults.Count == 0 ? null
        : Results.ValidationProblem(faults.GroupBy(fault => fault.Member).ToDictionary(group => group.Key, group => group.Select(fault => fault.Sentence).ToArray()), title: faults[0].Sentence);
}

/// <summary>A page; the place is null at the end.</summary>
internal sealed record TasksPage(IReadOnlyList<TaskSummary> Items, string? Next);

/// <summary>A task as lists show it.</summary>
/// <param name="Due">Day, or day and time by the wall clock of its zone; null for some day.</param>
internal sealed record TaskSummary(string ContentItemId, string Subject, string? Due, string Priority, string Owner, bool IsDone, DateTime? DoneUtc, string? AboutId, string? AboutType, bool Repeats)
{
    public static TaskSummary Of(TaskIndex row) => new(
        row.ContentItemId, row.Subject, row.DueKey == TaskPart.Someday ? null : row.DueKey, row.Priority, row.Owner, row.IsDone, row.DoneUtc, row.AboutId.Length > 0 ? row.AboutId : null,
        row.AboutType.Length > 0 ? row.AboutType : null, row.Repeats);
}
