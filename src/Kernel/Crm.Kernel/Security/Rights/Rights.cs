using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;

namespace Crm.Kernel.Security;

/// <summary>The one place that knows who may do what.</summary>
public sealed class Rights(IDocumentManager<RolesDocument> roles, ISiteService site, PermissionCatalog catalog, Teams teams)
{
    // The rights of a set of roles, for as long as the roles' document is the same one.
    private static readonly ConditionalWeakTable<RolesDocument, ConcurrentDictionary<string, IReadOnlySet<string>>> s_granted = [];

    /// <summary>Whether the user holds the right by its name; also understands the rights of content types (<c>Edit_Person</c>).</summary>
    public async Task<bool> HoldsAsync(ClaimsPrincipal user, string permission) => await HoldsAsync(user, await catalog.FindAsync(permission), null);

    /// <summary>Whether the user holds the right, on that content item or type when one is given.</summary>
    public async Task<bool> HoldsAsync(ClaimsPrincipal user, Permission permission, object? resource)
    {
        if (user.Scopes() is { } scopes && !await ReachesAsync(scopes.ToHashSet(), permission, resource, user))
        {
            return false;
        }

        if (await IsAdministratorAsync(user))
        {
            return true;
        }

        return await ReachesAsync(await GrantedAsync(user), permission, resource, user);
    }

    /// <summary>Whether the user passes every check: the site's super user, or of the role Administrator. Who looks through a role's eyes is not.</summary>
    public async Task<bool> IsAdministratorAsync(ClaimsPrincipal user)
    {
        if (user.Identity?.IsAuthenticated != true)
        {
            return false;
        }

        return user.IsInRole(Role.Administrator)
            || (user.SeesAsRole() is null && user.UserId() is { Length: > 0 } id && (await site.GetSiteSettingsAsync()).SuperUser == id);
    }

    /// <summary>The names of the rights that the user's roles grant, without what they imply.</summary>
    public async Task<IReadOnlySet<string>> GrantedAsync(ClaimsPrincipal user)
    {
        var document = await roles.GetOrCreateImmutableAsync();
        var held = RoleNames(user);
        var known = s_granted.GetOrCreateValue(document);
        return known.GetOrAdd(string.Join('\n', held), _ => held.Select(document.Find).OfType<Role>().SelectMany(role => role.PermissionNames()).ToHashSet());
    }

    /// <summary>The roles of a user, those that everybody has among them.</summary>
    public static IReadOnlyList<string> RoleNames(ClaimsPrincipal user)
    {
        if (user.Identity?.IsAuthenticated != true)
        {
            return [Role.Anonymous];
        }

        return [Role.Anonymous, Role.Authenticated, .. user.FindAll(ClaimTypes.Role).Select(claim => claim.Value).Order(StringComparer.Ordinal)];
    }

    private async Task<bool> ReachesAsync(IReadOnlySet<string> granted, Permission permission, object? resource, ClaimsPrincipal user)
    {
        granted = await catalog.WithIncludedAsync(granted);
        if (Implied(granted, permission))
        {
            return true;
        }

        var (type, owner) = resource switch
        {
            ContentItem item => (item.ContentType, item.Owner),
            string name => (name, user.UserId()),
            _ => (null, null),
        };
        if (type is null)
        {
            return false;
        }

        return Implied(granted, CommonPermissions.Typed(permission, type))
            || (CommonPermissions.Own(permission) is { } own && owner == user.UserId() && owner is not null && (Implied(granted, own) || Implied(granted, CommonPermissions.Typed(own, type))))
            || (CommonPermissions.Team(permission) is { } team && owner is not null && (Implied(granted, team) || Implied(granted, CommonPermissions.Typed(team, type)))
                && user.UserId() is { } id && (await teams.MatesAsync(id)).Contains(owner));
    }

    private static bool Implied(IReadOnlySet<string> granted, Permission permission)
        => granted.Contains(permission.Name) || (permission.ImpliedBy?.Any(other => Implied(granted, other)) ?? false);
}
