using System.Security.Claims;
using Crm.Contacts.Households;
using Crm.Contacts.Lists;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Import.Links;

/// <summary>What who imports or exports sees of what people belong to: what is hidden is neither found nor named.</summary>
internal sealed record LinkSights(ContactSight Households, ContactSight Organisations, ContactSight People)
{
    /// <summary>What is seen of records of that type.</summary>
    public ContactSight Of(string type) => type switch { ContactTypes.Household => Households, ContactTypes.Organisation => Organisations, _ => People };

    /// <summary>Asks the gate.</summary>
    public static async Task<LinkSights> OfAsync(ContactSights sights, ClaimsPrincipal user)
        => new(await sights.ForAsync(user, ContactTypes.Household), await sights.ForAsync(user, ContactTypes.Organisation), await sights.ForAsync(user, ContactTypes.Person));
}

/// <summary>Reads the names of what people belong to, as far as they are seen. Scoped.</summary>
internal sealed class LinkNames(ISession session)
{
    /// <summary>The names of households, organisations and people by id; those in the trash or hidden are missing.</summary>
    /// <param name="sights">Null for who sees all.</param>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(IEnumerable<string> households, IEnumerable<string> organisations, IEnumerable<string> people, LinkSights? sights, CancellationToken cancellationToken)
    {
        var (homes, works, persons) = (households.Distinct().ToList(), organisations.Distinct().ToList(), people.Distinct().ToList());
        var names = new Dictionary<string, string>();
        if (homes.Count > 0 && sights?.Households.Names != false)
        {
            foreach (var row in await Households(sights).Where(row => homes.Contains(row.ContentItemId)).Select(row => new { row.ContentItemId, row.DisplayName }).ToListAsync(cancellationToken))
            {
                names[row.ContentItemId] = row.DisplayName;
            }
        }

        if (works.Count > 0 && sights?.Organisations.Names != false)
        {
            foreach (var row in await Organisations(sights).Where(row => works.Contains(row.ContentItemId)).Select(row => new { row.ContentItemId, row.DisplayName }).ToListAsync(cancellationToken))
            {
                names[row.ContentItemId] = row.DisplayName;
            }
        }

        if (persons.Count > 0 && sights?.People.Names != false)
        {
            var seen = sights is null ? session.QueryIndex<PersonIndex>() : sights.People.Of(session.QueryIndex<PersonIndex>());
            foreach (var row in await seen.Where(row => persons.Contains(row.ContentItemId)).Select(row => new { row.ContentItemId, row.DisplayName }).ToListAsync(cancellationToken))
            {
                names[row.ContentItemId] = row.DisplayName;
            }
        }

        return names;
    }

    /// <summary>The households that are seen.</summary>
    public IQueryable<HouseholdIndex> Households(LinkSights? sights) => sights is null ? session.QueryIndex<HouseholdIndex>() : sights.Households.Scope.Apply(session.QueryIndex<HouseholdIndex>(), row => row.Owner);

    /// <summary>The organisations that are seen.</summary>
    public IQueryable<OrganisationIndex> Organisations(LinkSights? sights) => sights is null ? session.QueryIndex<OrganisationIndex>() : sights.Organisations.Scope.Apply(session.QueryIndex<OrganisationIndex>(), row => row.Owner);
}
