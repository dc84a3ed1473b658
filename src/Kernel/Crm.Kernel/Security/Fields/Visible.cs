using System.Security.Claims;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;

namespace Crm.Kernel.Security;

/// <summary>The only way out of a record: gives what one user sees.</summary>
public sealed class Visible(IDocumentManager<FieldRights> fields, ISiteService sites, SwitchedOffFields off, Rights rights, IEnumerable<SecretField> secrets, IEnumerable<NameSource> names, IEnumerable<DerivedField> derived, IContentDefinitionManager definitions)
{
    /// <summary>What that user sees, for as long as the request lasts.</summary>
    public async Task<Sight> ForAsync(ClaimsPrincipal user)
    {
        var unseen = secrets.Concat(off.Of(await sites.GetSiteSettingsAsync()));
        var restricted = (await fields.GetOrCreateImmutableAsync()).Fields;
        if (restricted.Count == 0 || await rights.IsAdministratorAsync(user))
        {
            return new Sight([], unseen, names);
        }

        var held = Rights.RoleNames(user);
        return new Sight(restricted.Where(field => !field.Roles.Intersect(held, StringComparer.OrdinalIgnoreCase).Any()), unseen, names,
            derived.Concat(PatternSources.Of(await definitions.ListLayoutsAsync())));
    }

    /// <summary>What the site itself sees, for what nobody in particular asked for: all but what is kept from everybody.</summary>
    public async Task<Sight> ForSiteAsync() => new([], secrets.Concat(off.Of(await sites.GetSiteSettingsAsync())), names);
}
