using System.Security.Claims;
using Crm.Contacts.Choose;
using Crm.Contacts.Duplicates.Merge;

namespace Crm.Privacy.Requests;

/// <summary>Whose requests they are, as their reader may see it: who was merged into another is told by the survivor.</summary>
internal sealed class PeopleOfRequests(ContactChoices contacts, MergedInto merged)
{
    /// <summary>The people that the reader may see and that are not in the trash, by the id that the requests hold.</summary>
    public async Task<IReadOnlyDictionary<string, ContactChoice>> OfAsync(ClaimsPrincipal user, IEnumerable<PrivacyRequest> requests, CancellationToken cancellationToken)
    {
        var ids = requests.Select(request => request.PersonId).Where(id => id.Length > 0).Distinct().ToList();
        var found = new Dictionary<string, ContactChoice>(await contacts.OfAsync(user, ids));
        foreach (var id in ids.Where(id => !found.ContainsKey(id)))
        {
            if (await merged.FindAsync(id, cancellationToken) is { } survivor && (await contacts.OfAsync(user, [survivor])).GetValueOrDefault(survivor) is { } person)
            {
                found[id] = person;
            }
        }

        return found;
    }
}
