using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Trash;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Security;

namespace Crm.Contacts.Trash;

/// <summary>Contacts that lie in the trash, for who may bring them back.</summary>
internal sealed class TrashedContacts(ISession session, IContentManager content, ContactSights sights)
{
    /// <summary>The contact of that id when it lies in the trash and the user may bring it back; null otherwise.</summary>
    public async Task<ContentItem?> FindAsync(ClaimsPrincipal user, string id)
    {
        var item = await session.Query<ContentItem, ContentItemIndex>(index => index.ContentItemId == id).FirstOrDefaultAsync();
        return item is { Latest: false, Published: false } && item.Has<TrashPart>() && ListOf(item.ContentType) is not null && await sights.MayAsync(user, item, CommonPermissions.DeleteContent) ? item : null;
    }

    /// <summary>Brings the contact back and gives it, one that is back already too; null when there is none, or not for this user.</summary>
    public async Task<ContentItem?> RestoreAsync(ClaimsPrincipal user, string id)
    {
        if (await FindAsync(user, id) is { } trashed)
        {
            await content.RestoreAsync(trashed);
            return trashed;
        }

        return await content.GetAsync(id, VersionOptions.Latest) is { } item && ListOf(item.ContentType) is not null && await sights.MayAsync(user, item, CommonPermissions.DeleteContent) ? item : null;
    }

    /// <summary>Where it can be brought back, app-relative; null when there is nothing to bring back, or not for this user.</summary>
    public async Task<string?> PlaceAsync(ClaimsPrincipal user, string id) => await FindAsync(user, id) is null ? null : $"~/admin/contacts/{id}/trashed";

    /// <summary>The list of that type, app-relative; null for a type that is not of this module.</summary>
    public static string? ListOf(string contentType) => contentType switch
    {
        ContactTypes.Person => "~/admin/people",
        ContactTypes.Household => "~/admin/households",
        ContactTypes.Organisation => "~/admin/organisations",
        _ => null,
    };
}
