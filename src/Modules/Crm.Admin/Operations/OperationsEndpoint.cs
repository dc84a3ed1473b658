using System.Security.Claims;
using Crm.Kernel.Operations;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace Crm.Admin.Operations;

/// <summary><c>/api/operations</c>: the acts of the screens, under the same rights.</summary>
internal static class OperationsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/operations").RequireRight(StandardPermissions.AccessAdminPanel.Name).WithTags("Operations");
        all.MapGet("", ListAsync).WithSummary("The last operations, the newest first: one’s own, or everybody’s").Produces<OperationsPage>();
        all.MapGet("/{id}", GetAsync).WithSummary("How far an operation is, what it left and why").Produces<OperationReport>().Produces(StatusCodes.Status404NotFound);
        all.MapPost("/{id}/cancel", CancelAsync).WithSummary("Stop an operation after the step it is at").Produces<OperationReport>().Produces(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        all.MapPost("/{id}/resume", ResumeAsync).WithSummary("Go on with an operation that failed or was stopped").Produces<OperationReport>(StatusCodes.Status202Accepted).Produces(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        all.MapPost("/{id}/undo", UndoAsync).WithSummary("Take back what an operation did, by another operation").Produces<OperationReport>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status403Forbidden).Produces(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, SeenOperations seen)
        => Results.Json(new OperationsPage([.. (await seen.ListAsync(user)).Select(OperationAnswer.Of)]));

    private static async Task<IResult> GetAsync(string id, ClaimsPrincipal user, SeenOperations seen)
        => await seen.FindAsync(user, id) is { } one ? Results.Json(OperationReport.Of(one)) : Results.NotFound();

    private static async Task<IResult> CancelAsync(string id, ClaimsPrincipal user, SeenOperations seen, Kernel.Operations.Operations operations, IStringLocalizer<ViewOperation> s)
        => await seen.FindAsync(user, id) is null ? Results.NotFound()
            : await operations.CancelAsync(id) ? Results.Json(OperationReport.Of((await seen.FindAsync(user, id))!)) : Conflict(s["It had ended already."]);

    private static async Task<IResult> ResumeAsync(string id, HttpContext context, SeenOperations seen, Kernel.Operations.Operations operations, IStringLocalizer<ViewOperation> s)
        => await seen.FindAsync(context.User, id) is null ? Results.NotFound()
            : await operations.ResumeAsync(id) ? await AcceptedAsync(id, context, seen) : Conflict(s["It cannot go on."]);

    private static async Task<IResult> UndoAsync(string id, HttpContext context, SeenOperations seen, Kernel.Operations.Operations operations, IStringLocalizer<ViewOperation> s)
    {
        if (await seen.FindAsync(context.User, id) is not { } one)
        {
            return Results.NotFound();
        }

        if (!one.Operation.IsUndoable)
        {
            return Conflict(s["There is nothing to take back."]);
        }

        return !one.MayUndo ? Results.Problem(title: s["You may not take all of it back: you have not the right to change each of these records."], statusCode: StatusCodes.Status403Forbidden)
            : await operations.UndoAsync(id) is { } undo ? await AcceptedAsync(undo, context, seen) : Conflict(s["There is nothing to take back."]);
    }

    private static async Task<IResult> AcceptedAsync(string id, HttpContext context, SeenOperations seen)
        => Results.Accepted($"{context.Request.PathBase}/api/operations/{id}", OperationReport.Of((await seen.FindAsync(context.User, id))!));

    private static IResult Conflict(string sentence) => Results.Problem(title: sentence, statusCode: StatusCodes.Status409Conflict);
}

/// <summary>The last 50 operations.</summary>
internal sealed record OperationsPage(IReadOnlyList<OperationAnswer> Items);

/// <summary>An operation.</summary>
/// <param name="BatchId">What it saved bears this id in the history.</param>
/// <param name="State">"waiting", "running", "done", "failed" or "cancelled".</param>
/// <param name="Done">Items dealt with, of the total.</param>
/// <param name="Left">Of these, how many were left as they were.</param>
/// <param name="Percent">0 to 100.</param>
/// <param name="UndoneBy">The operation that takes it back.</param>
internal sealed record OperationAnswer(
    string Id, string BatchId, string Kind, string Title, string State, long Total, long Done, long Left, int Percent, string By, DateTime CreatedUtc, DateTime? EndedUtc, string? Error, string? UndoneBy)
{
    public static OperationAnswer Of(OperationInfo one)
        => new(one.Id, one.Id, one.Kind, one.Title, one.State.ToString().ToLowerInvariant(), one.Total, one.Done, one.Left, one.Percent, one.ActorName, one.CreatedUtc, one.EndedUtc, one.Error, one.UndoneBy);
}

/// <summary>An operation with what it left and what can be done with it now.</summary>
internal sealed record OperationReport(OperationAnswer Operation, IReadOnlyList<LeftAnswer> Left, bool CanCancel, bool CanResume, bool CanUndo)
{
    public static OperationReport Of(SeenOperation seen)
        => new(OperationAnswer.Of(seen.Operation), [.. seen.Left.Select(item => new LeftAnswer(item.Id, item.Name, item.Reason))], seen.Operation.IsStoppable, seen.Operation.IsResumable, seen.MayUndo);
}

/// <summary>A record that was left, and why.</summary>
internal sealed record LeftAnswer(string ContentItemId, string DisplayText, string Reason);
