using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Contacts.Segments;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.People;

/// <summary><c>GET /api/contacts/people</c>: the list of people as the screen has it, with the same search, filters, orders and places; of each what its caller may see.</summary>
internal static class PeopleEndpoint
{
    public static async Task<IResult> ListAsync(
        [AsParameters] NarrowedPeopleQuestion asked, [AsParameters] PlaceQuestion place, ClaimsPrincipal user, PeopleList people, ContactSights sights, AskedPeople conditions, IStringLocalizer<PeopleList> s, CancellationToken cancellationToken)
    {
        var (filter, sight) = (asked.Filter(), await sights.ForAsync(user, ContactTypes.Person));
        if (asked.Refused(await conditions.ReadAsync(filter, user, cancellationToken)) is { } refused)
        {
            return refused;
        }

        if (place.Refused(PeopleList.Orders(filter, sight).Select(order => order.Name), s) is { } misplaced)
        {
            return misplaced;
        }

        var page = await people.ReadAsync(filter, place.Request, sight, cancellationToken);
        return Results.Json(new LinesPage<PersonLine>([.. page.Rows.Select(PersonLine.Of)], page.Previous, page.Next));
    }
}

/// <summary>A person as lists show one.</summary>
internal sealed record PersonLine(string ContentItemId, long? Number, string DisplayText, string City, string? Email, string? Phone, DateOnly? BirthDate, string Stage, DateTime ModifiedUtc)
{
    /// <summary>The line of an index row from which is gone what may not be seen.</summary>
    public static PersonLine Of(PersonIndex row) => new(row.ContentItemId, row.Number > 0 ? row.Number : null, row.DisplayName, row.City, row.Email, row.Phone, row.BirthDate, row.Stage, row.ModifiedUtc);
}
