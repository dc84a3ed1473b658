using System.Security.Claims;
using Crm.Audit.Batches;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace Crm.Audit.Saves;

/// <summary><c>/api/audit</c>: what was saved, and the way back, as the screens have it.</summary>
internal static class SavesEndpoint
{
    private const int MaxTake = 500;
    private const int Usual = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        const string tag = "Audit";
        routes.MapGet("/api/audit/saves", ListAsync).RequireRight(AuditPermissions.ViewAudit).WithTags(tag).WithSummary("What was saved, the newest first: by record, type, person, event, batch, days").Produces<SavesPage>().ProducesValidationProblem();
        routes.MapGet("/api/audit/saves/{id:long}", ReadAsync).RequireRight(AuditPermissions.ViewAudit).WithTags(tag).WithSummary("What a save changed, field by field").Produces<SaveDetails>().Produces(StatusCodes.Status404NotFound);
        routes.MapPost("/api/audit/saves/{id:long}/undo", UndoAsync).RequireRight(AuditPermissions.RestoreVersions).WithTags(tag).WithSummary("Undo a save and keep later changes to other fields")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status403Forbidden).Produces(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/api/audit/saves/{id:long}/restore", RestoreAsync).RequireRight(AuditPermissions.RestoreVersions).WithTags(tag).WithSummary("Make a record what it was right after that save")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status403Forbidden).Produces(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/api/audit/batches/{batchId}/undo", UndoBatchAsync).RequireRight(AuditPermissions.RestoreVersions).WithTags(tag).WithSummary("Undo a batch, but for what was changed since")
            .Produces<UndoneBatch>().ProducesProblem(StatusCodes.Status403Forbidden).Produces(StatusCodes.Status404NotFound);
    }

    /// <param name="item">Id of a record.</param>
    /// <param name="after">"next" of the page before.</param>
    private static async Task<IResult> ListAsync([AsParameters] SaveFilter filter, string? item, long? after, int? take, ClaimsPrincipal user, SavedPast past, ISiteService site, IStringLocalizer<SavedPast> s)
    {
        var size = take ?? Usual;
        if (size is < 1 or > MaxTake)
        {
            var sentence = s["take must lie between 1 and {0}.", MaxTake];
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["take"] = [sentence] }, title: sentence);
        }

        var lines = await past.ListAsync(filter.ToHistory((await site.GetSiteSettingsAsync()).TimeZoneId) with { ItemId = string.IsNullOrEmpty(item) ? null : item }, size + 1, after ?? long.MaxValue, user);
        return Results.Json(new SavesPage([.. lines.Take(size).Select(SaveAnswer.Of)], lines.Count > size ? lines[size - 1].Entry.Id : null));
    }

    private static async Task<IResult> ReadAsync(long id, ClaimsPrincipal user, SavedPast past) => await past.ReadAsync(id, user) is { } save ? Results.Json(SaveDetails.Of(save)) : Results.NotFound();

    private static Task<IResult> UndoAsync(long id, ClaimsPrincipal user, SavedPast past, WayBack back) => GoBackAsync(id, user, past, back, back.UndoAsync);

    private static Task<IResult> RestoreAsync(long id, ClaimsPrincipal user, SavedPast past, WayBack back) => GoBackAsync(id, user, past, back, back.RestoreAsync);

    private static async Task<IResult> GoBackAsync(long id, ClaimsPrincipal user, SavedPast past, WayBack back, Func<HistoryEntry, ClaimsPrincipal, Task<string?>> act)
    {
        if (await past.FindAsync(id, user) is not { } entry)
        {
            return Results.NotFound();
        }

        if (await back.RefusalAsync(entry, user) is { } refusal)
        {
            return Refused(StatusCodes.Status403Forbidden, refusal);
        }

        return await act(entry, user) is { } reason ? Refused(StatusCodes.Status409Conflict, reason) : Results.NoContent();
    }

    private static async Task<IResult> UndoBatchAsync(string batchId, ClaimsPrincipal user, BatchOfSaves batches, WayBack back, IStringLocalizer<WayBack> s, CancellationToken cancellationToken)
    {
        if ((await batches.CountAsync(batchId, cancellationToken)).Saves == 0)
        {
            return Results.NotFound();
        }

        return await back.UndoBatchAsync(batchId, user) is { } left
            ? Results.Json(new UndoneBatch(batchId, left.Count))
            : Refused(StatusCodes.Status403Forbidden, s["You may not undo all of this batch."]);
    }

    private static IResult Refused(int status, string sentence) => Results.Problem(title: sentence, statusCode: status);
}

/// <summary>A page of saves; next is null at the end.</summary>
internal sealed record SavesPage(IReadOnlyList<SaveAnswer> Items, long? Next);

/// <summary>A save.</summary>
/// <param name="Event">Its technical name, as "Updated".</param>
/// <param name="Words">What happened, in the reader's language.</param>
/// <param name="ContentItemId">The record; null for settings and the like.</param>
/// <param name="DisplayText">The record's name; null when it has none or it may not be seen.</param>
/// <param name="Actor">User id of who did it.</param>
internal sealed record SaveAnswer(long Id, DateTime AtUtc, string Event, string Words, string Type, string? ContentItemId, string? DisplayText, string Actor, string By, string? BatchId)
{
    public static SaveAnswer Of(SaveLine line)
        => new(line.Entry.Id, line.Entry.Utc, line.Entry.Event, line.Event, line.Entry.Type, line.Entry.ItemId, line.Title, line.Entry.Actor, line.Entry.ActorName, line.Entry.BatchId);
}

/// <summary>A batch that was undone.</summary>
/// <param name="Left">How many records were changed since and stay as they are.</param>
internal sealed record UndoneBatch(string BatchId, int Left);
