using System.Security.Claims;
using Crm.Contacts;
using Crm.Kernel.Content;
using Crm.Kernel.Security;

namespace Crm.Messaging.Ledger;

/// <summary>Who stands in the ledger, as a reader may know it: whom he may not see has no name there, and nothing that was written to them.</summary>
internal sealed class Recipients(IContentManager content, Rights rights, Visible visible)
{
    /// <summary>The names of those of these people whom that user may see, by id.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(ClaimsPrincipal user, IEnumerable<string> personIds)
    {
        var (names, sight) = (new Dictionary<string, string>(), await visible.ForAsync(user));
        foreach (var person in await content.GetAsync(personIds.Distinct(), VersionOptions.Latest))
        {
            if (person.ContentType == ContactTypes.Person && await rights.HoldsAsync(user, CommonPermissions.ViewContent, person))
            {
                names[person.ContentItemId] = sight.NameOf(person) ?? "";
            }
        }

        return names;
    }

    /// <summary>The person, when that user may see them; else null.</summary>
    public async Task<ContentItem?> FindAsync(ClaimsPrincipal user, string personId)
        => await content.GetAsync(personId, VersionOptions.Latest) is { ContentType: ContactTypes.Person } person && await rights.HoldsAsync(user, CommonPermissions.ViewContent, person) ? person : null;

    /// <summary>The person's name as that user may see it; blank when it is hidden.</summary>
    public async Task<string> NameAsync(ClaimsPrincipal user, ContentItem person) => (await visible.ForAsync(user)).NameOf(person) ?? "";
}
