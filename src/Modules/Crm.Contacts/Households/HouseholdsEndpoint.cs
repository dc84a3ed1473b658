using System.Security.Claims;
using Crm.Contacts.Ages;
using Crm.Contacts.Lists;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Households;

/// <summary><c>GET /api/contacts/households</c>: the list of households as the screen has it; of each what its caller may see.</summary>
internal static class HouseholdsEndpoint
{
    /// <param name="q">The beginning of names or of a town.</param>
    public static async Task<IResult> ListAsync(
        string? q, [AsParameters] PlaceQuestion place, ClaimsPrincipal user, HouseholdList households, HouseholdMembers members, ContactSights sights, Today today, IStringLocalizer<HouseholdList> s, CancellationToken cancellationToken)
    {
        var sight = await sights.ForAsync(user, ContactTypes.Household);
        if (place.Refused(HouseholdList.Orders(sight).Select(order => order.Name), s) is { } refused)
        {
            return refused;
        }

        var page = await households.ReadAsync(q, place.Request, sight, cancellationToken);
        var counts = await members.CountAsync([.. page.Rows.Select(row => row.ContentItemId)], await today.GetAsync(), await sights.ForAsync(user, ContactTypes.Person), cancellationToken);
        return Results.Json(new LinesPage<HouseholdLine>(
            [.. page.Rows.Select(row => new HouseholdLine(row.ContentItemId, row.DisplayName, counts.GetValueOrDefault(row.ContentItemId), row.City, row.Country, row.ModifiedUtc))], page.Previous, page.Next));
    }
}

/// <summary>A household as lists show one.</summary>
/// <param name="Members">How many of those whom the caller sees live there today.</param>
internal sealed record HouseholdLine(string ContentItemId, string DisplayText, int Members, string City, string Country, DateTime ModifiedUtc);
