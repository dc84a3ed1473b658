using System.Security.Claims;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Users;

namespace Crm.Webhooks.Register;

/// <summary>
/// Which webhooks somebody manages: those of roles that he holds and whose every right he has at this moment, by cookie or by token. Else managing webhooks would be a way to read
/// through the eyes of others.
/// </summary>
internal sealed class WebhookGate(ISession session, Roles roles, Kernel.Security.Rights rights)
{
    /// <summary>Those he manages, by name.</summary>
    public async Task<IReadOnlyList<Webhook>> ListAsync(ClaimsPrincipal user)
    {
        var allowed = (await RolesAsync(user)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var all = await session.Query<Webhook, WebhookIndex>(row => !row.IsRemoved).ListAsync();
        return [.. all.Where(webhook => allowed.Contains(webhook.Role)).OrderBy(webhook => webhook.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <summary>One he manages; null when there is none.</summary>
    /// <param name="removed">One that was thrown away.</param>
    public async Task<Webhook?> FindAsync(ClaimsPrincipal user, string? id, bool removed = false)
        => await session.Query<Webhook, WebhookIndex>(row => row.WebhookId == id && row.IsRemoved == removed).FirstOrDefaultAsync() is { } webhook && await MayUseAsync(user, webhook.Role) ? webhook : null;

    /// <summary>The roles whose eyes he may lend to a webhook.</summary>
    public async Task<IReadOnlyList<string>> RolesAsync(ClaimsPrincipal user)
    {
        var allowed = new List<string>();
        foreach (var role in await roles.ListAsync())
        {
            if (await MayUseAsync(user, role.RoleName))
            {
                allowed.Add(role.RoleName);
            }
        }

        return allowed;
    }

    /// <summary>Whether he may lend that role's eyes to a webhook.</summary>
    public async Task<bool> MayUseAsync(ClaimsPrincipal user, string roleName)
    {
        if (await rights.HoldsAsync(user, StandardPermissions.SiteOwner.Name))
        {
            return true;
        }

        // What a field hides from is told by role, so the role itself has to be held.
        if (Role.Same(roleName, Role.Administrator) || !Kernel.Security.Rights.RoleNames(user).Contains(roleName, StringComparer.OrdinalIgnoreCase) || await roles.FindAsync(roleName) is not { } role)
        {
            return false;
        }

        foreach (var permission in role.PermissionNames())
        {
            if (!await rights.HoldsAsync(user, permission))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Somebody who holds that role and nothing else; null when there is no such role any more.</summary>
    public async Task<ClaimsPrincipal?> EyesOfAsync(string roleName) => await roles.FindAsync(roleName) is not { } role ? null
        : new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, role.RoleName), new Claim(ClaimTypes.Role, role.RoleName)], "webhook", ClaimTypes.Name, ClaimTypes.Role));
}
