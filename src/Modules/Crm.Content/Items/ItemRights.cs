using System.Security.Claims;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Security;

namespace Crm.Content.Items;

/// <summary>What one user may do to items, and which of their fields he sees.</summary>
internal sealed class ItemRights(Rights rights, Visible visible, RecordScopes scopes)
{
    public Task<bool> MayAsync(ClaimsPrincipal user, Permission permission, ContentItem item) => rights.HoldsAsync(user, permission, item);

    /// <summary>Whether the user may make the item's state public: publish where the type has drafts; elsewhere every save is public, and editing is enough.</summary>
    public Task<bool> MayPublishAsync(ClaimsPrincipal user, ContentTypeLayout type, ContentItem item)
        => rights.HoldsAsync(user, ToPublish(type), item);

    /// <summary>Whether the user may save changes of the item, as a draft at least. Where drafts are not kept beside what is published, a draft takes it back from publication.</summary>
    public async Task<bool> MaySaveAsync(ClaimsPrincipal user, ContentTypeLayout type, ContentItem item)
        => await MayAsync(user, CommonPermissions.EditContent, item)
            && ((type.Settings.Draftable && (type.Settings.Versionable || !item.Published)) || await MayPublishAsync(user, type, item));

    /// <summary>Whether the user may publish an item that would be the user's own.</summary>
    public async Task<bool> MayPublishOwnAsync(ClaimsPrincipal user, ContentTypeLayout type)
        => !(await scopes.ForAsync(user, type.Name, ToPublish(type))).IsNone;

    /// <summary>Whether there can be items of the type that the user may do this to.</summary>
    public async Task<bool> MaySomeAsync(ClaimsPrincipal user, Permission permission, ContentTypeLayout type)
        => !(await scopes.ForAsync(user, type.Name, permission)).IsNone;

    /// <summary>Creating is editing what will be one's own.</summary>
    public async Task<bool> MayCreateAsync(ClaimsPrincipal user, ContentTypeLayout type)
        => !(await scopes.ForAsync(user, type.Name, CommonPermissions.EditContent)).IsNone;

    public Task<Sight> SightAsync(ClaimsPrincipal user) => visible.ForAsync(user);

    public async Task<Func<string, bool>> SightAsync(ClaimsPrincipal user, string contentType)
    {
        var sight = await visible.ForAsync(user);
        return path => sight.CanSee(contentType, path);
    }

    private static Permission ToPublish(ContentTypeLayout type) => type.Settings.Draftable ? CommonPermissions.PublishContent : CommonPermissions.EditContent;
}
