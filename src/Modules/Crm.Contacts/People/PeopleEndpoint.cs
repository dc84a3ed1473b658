using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Contacts.Segments;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.People;

/// <summary><c>GET /api/contacts/people</c>: the list of people as the screen has it, with the same search, filters, orders and places; of each what its caller may see.</summary>
internal static class PeopleEndpoint
{
    private const int MaxTake = 500;

    public static async Task<IResult> ListAsync(
        [AsParameters] NarrowedPeopleQuestion asked, [AsParameters] PlaceQuestion place, ClaimsPrincipal user, PeopleList people, ContactSights sights, AskedPeople conditions, IStringLocalizer<PeopleList> s, CancellationToken cancellationToken)
    {
        var (filter, sight) = (asked.Filter(), await sights.ForAsync(user, ContactTypes.Person));
        if (place.Rows() is < 1 or > MaxTake)
        {
            return NarrowedPeopleQuestion.Refused("take", s["take must lie between 1 and {0}.", MaxTake]);
        }

        if (asked.Refused(await conditions.ReadAsync(filter, user, cancellationToken)) is { } refused)
        {
            return refused;
        }

        var orders = PeopleList.Orders(filter, sight);
        if (place.Sort is { Length: > 0 } sort && orders.All(order => order.Name != sort.TrimStart('-')))
        {
            return NarrowedPeopleQuestion.Refused("sort", s["Here people can be sorted by {0}.", string.Join(", ", orders.Select(order => order.Name))]);
        }

        var page = await people.ReadAsync(filter, new ListRequest(place.Sort, place.After, place.Before, place.Rows()), sight, cancellationToken);
        return Results.Json(new PeoplePage([.. page.Rows.Select(PersonLine.Of)], page.Previous, page.Next));
    }
}

/// <summary>Which page of the list, in which order.</summary>
internal sealed record PlaceQuestion
{
    private const int Usual = 50;

    /// <summary>An order of the list, with a minus for downwards.</summary>
    public string? Sort { get; init; }

    /// <summary>"next" of the page before.</summary>
    public string? After { get; init; }

    /// <summary>"previous" of the page after.</summary>
    public string? Before { get; init; }

    /// <summary>How many, 50 unless told.</summary>
    public int? Take { get; init; }

    public int Rows() => Take ?? Usual;
}

/// <summary>A page; the places are null at the ends.</summary>
internal sealed record PeoplePage(IReadOnlyList<PersonLine> Items, string? Previous, string? Next);

/// <summary>A person as lists show one.</summary>
internal sealed record PersonLine(string ContentItemId, long? Number, string DisplayText, string City, string? Email, string? Phone, DateOnly? BirthDate, string Stage, DateTime ModifiedUtc)
{
    /// <summary>The line of an index row from which is gone what may not be seen.</summary>
    public static PersonLine Of(PersonIndex row) => new(row.ContentItemId, row.Number > 0 ? row.Number : null, row.DisplayName, row.City, row.Email, row.Phone, row.BirthDate, row.Stage, row.ModifiedUtc);
}
