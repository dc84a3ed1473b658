using System.Security.Claims;
using Crm.Contacts.Ages;
using Crm.Contacts.Lists;

namespace Crm.Contacts.Export;

/// <summary>What who asks sees of people and of what they belong to, and the present day.</summary>
internal sealed record ExportSights(ContactSight People, ContactSight Households, ContactSight Organisations, ContactSight Timeline, DateOnly Today);

/// <summary>Asks the gate once for all that an export needs to know of who asks.</summary>
internal sealed class ExportSightsReader(ContactSights sights, Today today)
{
    public async Task<ExportSights> ReadAsync(ClaimsPrincipal user) => new(
        await sights.ForAsync(user, ContactTypes.Person), await sights.ForAsync(user, ContactTypes.Household), await sights.ForAsync(user, ContactTypes.Organisation),
        await sights.ForAsync(user, ContactTypes.Interaction), await today.GetAsync());
}
