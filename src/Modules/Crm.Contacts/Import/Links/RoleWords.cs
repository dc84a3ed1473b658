using Crm.Contacts.Names;
using Crm.Contacts.People;

namespace Crm.Contacts.Import.Links;

/// <summary>How files name the roles in a household. Scoped.</summary>
internal sealed class RoleWords(ContactLabels labels, EachLanguage languages)
{
    /// <summary>The roles by key and by name in every language of the site; capitals make no difference.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync()
    {
        var words = HouseholdRoles.All.ToDictionary(role => role, StringComparer.OrdinalIgnoreCase);
        await languages.InEachAsync(() =>
        {
            foreach (var role in HouseholdRoles.All)
            {
                words.TryAdd(labels.Role(role), role);
            }
        });
        return words;
    }
}
