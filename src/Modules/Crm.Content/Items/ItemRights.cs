using System.Security.Claims;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Security;

namespace Crm.Content.Items;

/// <summary>What one user may do to items, and which of their fields he sees.</summary>
internal sealed class ItemRights(Rights rights, Visible visible, RecordScopes scopes)
{
    public Task<bool> MayAsync(ClaimsPrincipal user, Permission permission, ContentItem item) => rights.HoldsAsync(user, permission, item);

    /// <summary>Creating is editing what will be one's own.</summary>
    public async Task<bool> MayCreateAsync(ClaimsPrincipal user, ContentTypeLayout type)
        => !(await scopes.ForAsync(user, type.Name, CommonPermissions.EditContent)).IsNone;

    public async Task<Func<string, bool>> SightAsync(ClaimsPrincipal user, string contentType)
    {
        var sight = await visible.ForAsync(user);
        return path => sight.CanSee(contentType, path);
    }
}
