using Crm.Contacts.People;
using Crm.Contacts.Segments;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Bulk;

/// <summary><c>POST /api/contacts/people/bulk</c>, <c>households/bulk</c>, <c>organisations/bulk</c>: starts what a list's bar does to many; <c>GET /api/operations/{id}</c> tells how far it is.</summary>
internal sealed class BulkEndpoint(StartBulk bulk, BulkWords words, AskedPeople conditions, IStringLocalizer<StartBulk> s)
{
    /// <param name="type">One of <see cref="ContactTypes"/>.</param>
    public async Task<IResult> PostAsync(string type, BulkRequest body, HttpContext context, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<BulkAct>(body.Act, ignoreCase: true, out var act) || !Enum.IsDefined(act) || !StartBulk.Offers(type, act))
        {
            return NarrowedPeopleQuestion.Refused("act", type == ContactTypes.Person ? s["act is stage, owner or trash."] : s["act is owner or trash."]);
        }

        if (!await bulk.MayAsync(context.User, act))
        {
            return Results.Problem(title: s["You have not the right to do this to contacts."], statusCode: StatusCodes.Status403Forbidden);
        }

        var ids = body.Ids ?? [];
        if (ids.Count > 0 == body.Filter is not null)
        {
            return NarrowedPeopleQuestion.Refused("ids", s["Say either “ids” or “filter”; an empty filter means the whole list."]);
        }

        if (ids.Count > ContactSelection.MostIds)
        {
            return NarrowedPeopleQuestion.Refused("ids", s["At most {0} contacts can be chosen one by one.", ContactSelection.MostIds]);
        }

        var selection = new ContactSelection(type, ids, (body.Filter ?? new NarrowedPeopleQuestion()).Filter());
        if (type != ContactTypes.Person && selection.Filter != new PeopleFilter(selection.Filter.Search, null, null))
        {
            // Left unheard, the rest of the filter would let the act reach more than was meant.
            return NarrowedPeopleQuestion.Refused("filter", s["This list is narrowed by “q” only."]);
        }

        if (body.Filter?.Refused(await conditions.ReadAsync(selection.Filter, context.User, cancellationToken)) is { } refused)
        {
            return refused;
        }

        var asked = await bulk.AskAsync(context.User, act, selection, cancellationToken);
        if (asked.Count == 0)
        {
            return NarrowedPeopleQuestion.Refused(body.Filter is null ? "ids" : "filter", words.Nobody(type));
        }

        return await bulk.StartAsync(asked, body.Value, cancellationToken) is { } operation
            ? Results.Accepted($"{context.Request.PathBase}/api/operations/{operation}", new BulkStarted(operation, asked.Count))
            : NarrowedPeopleQuestion.Refused("value", s["value is one of: {0}.", string.Join(", ", asked.Choices.Select(choice => $"“{choice.Value}”"))]);
    }
}

/// <summary>An act on many contacts of one type.</summary>
/// <param name="Act">"stage" (people only), "owner" or "trash".</param>
/// <param name="Value">The stage's key or the owner's user id; blank for none.</param>
/// <param name="Ids">Chosen one by one, 200 at most.</param>
/// <param name="Filter">Those that the list would show; instead of ids. Households and organisations are narrowed by "q" only.</param>
internal sealed record BulkRequest(string? Act, string? Value, IReadOnlyList<string>? Ids, NarrowedPeopleQuestion? Filter);

/// <summary>What was started.</summary>
/// <param name="Count">How many contacts it concerned at that moment.</param>
internal sealed record BulkStarted(string Operation, int Count);
