using System.Security.Claims;
using Crm.Contacts.Lists;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Organisations;

/// <summary><c>GET /api/contacts/organisations</c>: the list of organisations as the screen has it; of each what its caller may see.</summary>
internal static class OrganisationsEndpoint
{
    /// <param name="q">The beginning of names or of a town, an e-mail address or a phone.</param>
    public static async Task<IResult> ListAsync(
        string? q, [AsParameters] PlaceQuestion place, ClaimsPrincipal user, OrganisationList organisations, ContactSights sights, IStringLocalizer<OrganisationList> s, CancellationToken cancellationToken)
    {
        var sight = await sights.ForAsync(user, ContactTypes.Organisation);
        if (place.Refused(OrganisationList.Orders(sight).Select(order => order.Name), s) is { } refused)
        {
            return refused;
        }

        var page = await organisations.ReadAsync(q, place.Request, sight, cancellationToken);
        return Results.Json(new LinesPage<OrganisationLine>([.. page.Rows.Select(row => new OrganisationLine(row.ContentItemId, row.DisplayName, row.City, row.Country, row.ModifiedUtc))], page.Previous, page.Next));
    }
}

/// <summary>An organisation as lists show one.</summary>
internal sealed record OrganisationLine(string ContentItemId, string DisplayText, string City, string Country, DateTime ModifiedUtc);
