using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Segments;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Distribution;

/// <summary><c>GET /api/contacts/people/distribution?by=source</c>: what the screen shows, under the list's filters.</summary>
internal static class DistributionEndpoint
{
    public static async Task<IResult> GetAsync(
        [AsParameters] NarrowedPeopleQuestion asked, [AsParameters] TraitQuestion question, ClaimsPrincipal user, Traits traits, DistributionOfPeople distribution, ContactSights sights, AskedPeople conditions, IStringLocalizer<DistributionOfPeople> s, CancellationToken cancellationToken)
    {
        var sight = await sights.ForAsync(user, ContactTypes.Person);
        var offered = await traits.ListAsync(sight);
        if (offered.FirstOrDefault(trait => trait.Key == question.By) is not { } trait)
        {
            return NarrowedPeopleQuestion.Refused("by", s["by is one of: {0}.", string.Join(", ", offered.Select(one => one.Key))]);
        }

        if (question.From is < 0)
        {
            return NarrowedPeopleQuestion.Refused("from", s["from is 0 or more."]);
        }

        var filter = asked.Filter();
        if (asked.Refused(await conditions.ReadAsync(filter, user, cancellationToken)) is { } refused)
        {
            return refused;
        }

        var from = question.From ?? 0;
        var spread = await distribution.ReadAsync(trait, filter, sight, from, cancellationToken);
        var next = from + spread.Lines.Count;
        return Results.Json(new SpreadPeople(trait.Key, trait.Label, spread.Total, spread.Unknown.People, spread.Values, [.. spread.Lines.Select(line => new SpreadValue(line.Value!, line.Label, line.People, line.Narrowing.Where!))], next < spread.Values ? next : null));
    }
}

/// <summary>By what, and from which value on.</summary>
internal sealed record TraitQuestion
{
    /// <summary>Key of the trait: "source", "stage", "country", "area", "town", "age", "language", "gender", "marital", "owner", or a filterable field as <c>Person.Eyes</c>.</summary>
    public string? By { get; init; }

    /// <summary>How many values to leave out; "next" of the page before.</summary>
    public int? From { get; init; }
}

/// <summary>The answer; unknown and the people of all values are the total.</summary>
internal sealed record SpreadPeople(string By, string Label, int Total, int Unknown, int Values, IReadOnlyList<SpreadValue> Items, int? Next);

/// <summary>A value; where is what finds its people in the list.</summary>
internal sealed record SpreadValue(string Value, string Label, int People, string Where);
