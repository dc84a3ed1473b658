using System.Security.Claims;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;

namespace Crm.Kernel.Security;

/// <summary>The only way out of a record: gives what one user sees.</summary>
public sealed class Visible(IDocumentManager<FieldRights> fields, Rights rights, IEnumerable<SecretField> secrets, IEnumerable<NameSource> names, IEnumerable<DerivedField> derived, IContentDefinitionManager definitions)
{
    /// <summary>What that user sees, for as long as the request lasts.</summary>
    public async Task<Sight> ForAsync(ClaimsPrincipal user)
    {
        var restricted = (await fields.GetOrCreateImmutableAsync()).Fields;
        if (restricted.Count == 0 || await rights.IsAdministratorAsync(user))
        {
            return new Sight([], secrets, names);
        }

        var held = Rights.RoleNames(user);
        return new Sight(restricted.Where(field => !field.Roles.Intersect(held, StringComparer.OrdinalIgnoreCase).Any()), secrets, names,
            derived.Concat(PatternSources.Of(await definitions.ListLayoutsAsync())));
    }
}
