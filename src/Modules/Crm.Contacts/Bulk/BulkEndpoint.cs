using System.Security.Claims;
using Crm.Contacts.People;
using Crm.Contacts.Segments;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Bulk;

/// <summary><c>POST /api/contacts/people/bulk</c>: starts what the list's bar does to many people; <c>GET /api/operations/{id}</c> tells how far it is.</summary>
internal static class BulkEndpoint
{
    public static async Task<IResult> PostAsync(BulkRequest body, HttpContext context, StartBulk bulk, AskedPeople conditions, IStringLocalizer<StartBulk> s, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<PeopleAct>(body.Act, ignoreCase: true, out var act) || !Enum.IsDefined(act))
        {
            return NarrowedPeopleQuestion.Refused("act", s["act is stage, owner or trash."]);
        }

        if (!await bulk.MayAsync(context.User, act))
        {
            return Results.Problem(title: s["You have not the right to do this to people."], statusCode: StatusCodes.Status403Forbidden);
        }

        var ids = body.Ids ?? [];
        if (ids.Count > 0 == body.Filter is not null)
        {
            return NarrowedPeopleQuestion.Refused("ids", s["Say either “ids” or “filter”; an empty filter means everybody."]);
        }

        if (ids.Count > PeopleSelection.MostIds)
        {
            return NarrowedPeopleQuestion.Refused("ids", s["At most {0} people can be chosen one by one.", PeopleSelection.MostIds]);
        }

        var selection = new PeopleSelection(ids, (body.Filter ?? new NarrowedPeopleQuestion()).Filter());
        if (body.Filter?.Refused(await conditions.ReadAsync(selection.Filter, context.User, cancellationToken)) is { } refused)
        {
            return refused;
        }

        var asked = await bulk.AskAsync(context.User, act, selection, cancellationToken);
        if (asked.Count == 0)
        {
            return NarrowedPeopleQuestion.Refused(body.Filter is null ? "ids" : "filter", s["Nobody is chosen."]);
        }

        return await bulk.StartAsync(asked, body.Value, cancellationToken) is { } operation
            ? Results.Accepted($"{context.Request.PathBase}/api/operations/{operation}", new BulkStarted(operation, asked.Count))
            : NarrowedPeopleQuestion.Refused("value", s["value is one of: {0}.", string.Join(", ", asked.Choices.Select(choice => $"“{choice.Value}”"))]);
    }
}

/// <summary>An act on many people.</summary>
/// <param name="Act">"stage", "owner" or "trash".</param>
/// <param name="Value">The stage's key or the owner's user id; blank for none.</param>
/// <param name="Ids">Chosen one by one, 200 at most.</param>
/// <param name="Filter">Those that the list would show; instead of ids.</param>
internal sealed record BulkRequest(string? Act, string? Value, IReadOnlyList<string>? Ids, NarrowedPeopleQuestion? Filter);

/// <summary>What was started.</summary>
/// <param name="Count">How many people it concerned at that moment.</param>
internal sealed record BulkStarted(string Operation, int Count);
