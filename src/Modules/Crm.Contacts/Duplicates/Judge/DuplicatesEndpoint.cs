using System.Security.Claims;
using Crm.Contacts.Lists;
using Microsoft.AspNetCore.Http;

namespace Crm.Contacts.Duplicates.Judge;

/// <summary><c>/api/contacts/duplicates</c>: the pairs of people who may be one, and what somebody says of a pair.</summary>
internal static class DuplicatesEndpoint
{
    public static async Task<IResult> ListAsync(string? after, ClaimsPrincipal user, CandidatePairs pairs, ContactSights sights, CancellationToken cancellationToken)
    {
        var (found, next) = await pairs.ListAsync(await sights.ForAsync(user, ContactTypes.Person), after, cancellationToken);
        return Results.Json(new PairsPage([.. found.Select(pair => new PairLine(PairPerson.Of(pair.One), PairPerson.Of(pair.Other), pair.Percent, pair.Reasons))], next));
    }

    /// <summary>The two are two: they are not told again. 404 when they are no pair, or not for this user.</summary>
    public static async Task<IResult> NotAsync(TwoPeople two, ClaimsPrincipal user, CandidatePairs pairs, CancellationToken cancellationToken)
        => await pairs.MayJudgeAsync(user, two.One, two.Other) && await pairs.SettleAsync(two.One!, two.Other!, cancellationToken) ? Results.NoContent() : Results.NotFound();

    /// <summary>Takes that back.</summary>
    public static async Task<IResult> OpenAsync(TwoPeople two, ClaimsPrincipal user, CandidatePairs pairs, CancellationToken cancellationToken)
    {
        if (!await pairs.MayJudgeAsync(user, two.One, two.Other))
        {
            return Results.NotFound();
        }

        await pairs.OpenAsync(two.One!, two.Other!, cancellationToken);
        return Results.NoContent();
    }
}

/// <summary>Two people by their ids, in any order.</summary>
internal sealed record TwoPeople(string? One, string? Other);

/// <summary>A page of pairs, the likeliest first. It may have fewer than 50, and even none, where hidden fields alone make people alike; next is null at the end.</summary>
internal sealed record PairsPage(IReadOnlyList<PairLine> Items, string? Next);

/// <summary>A pair.</summary>
/// <param name="Percent">How likely they are one, 50 to 99.</param>
/// <param name="Reasons">In what they agree and differ, in the reader's language.</param>
internal sealed record PairLine(PairPerson One, PairPerson Other, int Percent, IReadOnlyList<string> Reasons);

/// <summary>One of a pair.</summary>
/// <param name="Facts">Birth date and town.</param>
internal sealed record PairPerson(string ContentItemId, string DisplayText, string Facts)
{
    public static PairPerson Of(PairMember member) => new(member.Id, member.Name, member.Facts);
}
