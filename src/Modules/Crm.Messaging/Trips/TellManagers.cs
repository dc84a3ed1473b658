using Crm.Kernel.Data;
using Crm.Kernel.Notifications;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Identity;

namespace Crm.Messaging.Trips;

/// <summary>Tells those who look after the sending what befalls it; scoped.</summary>
internal sealed class TellManagers(Notifications notifications, IDocumentManager<RolesDocument> roles, UserManager<User> users, ISiteService sites)
{
    /// <summary>Tells whoever holds one of these rights, and who set the site up, once for a key.</summary>
    public async Task TellAsync(IReadOnlyList<string> permissions, string kind, string sourceId, string key)
    {
        foreach (var user in await WhoAsync(permissions))
        {
            await notifications.TellAsync(user, kind, sourceId, key);
        }
    }

    private async Task<IReadOnlySet<string>> WhoAsync(IReadOnlyList<string> permissions)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var role in (await roles.GetOrCreateImmutableAsync()).Roles.Where(role => Role.Same(role.RoleName, Role.Administrator) || role.PermissionNames().Any(permissions.Contains)))
        {
            told.UnionWith((await users.GetUsersInRoleAsync(role.RoleName)).Where(user => user.IsEnabled).Select(user => user.UserId));
        }

        return (await sites.GetSiteSettingsAsync()).SuperUser is { Length: > 0 } first ? told.Append(first).ToHashSet(StringComparer.Ordinal) : told;
    }
}
