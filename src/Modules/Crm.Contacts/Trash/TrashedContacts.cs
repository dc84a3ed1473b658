using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Trash;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Security;

namespace Crm.Contacts.Trash;

/// <summary>Contacts that lie in the trash, for who may bring them back.</summary>
internal sealed class TrashedContacts(ISession session, IContentManager content, ContactSights sights, RecordScopes scopes)
{
    private static readonly ListOrder<ContentItemIndex> ByRemoval = new("removed", ListOrder<ContentItemIndex>.Key(row => row.RemovedUtc!.Value));

    /// <summary>The types of what can be brought back here.</summary>
    public static readonly IReadOnlyList<string> Types = [ContactTypes.Person, ContactTypes.Household, ContactTypes.Organisation];

    /// <summary>A page of what the user may bring back, the last deleted first.</summary>
    /// <param name="type">One of <see cref="Types"/>.</param>
    public async Task<LinesPage<TrashLine>> ListAsync(ClaimsPrincipal user, string type, string? after, string? before, int take, CancellationToken cancellationToken)
    {
        var rows = session.QueryIndex<ContentItemIndex>().Where(row => row.ContentType == type && row.RemovedUtc != null);
        var page = await ListPage<ContentItemIndex>.ReadAsync(
            rows, await scopes.ForAsync(user, type, CommonPermissions.DeleteContent), row => row.Owner, [ByRemoval], new ListRequest("-" + ByRemoval.Name, after, before, take), cancellationToken);
        var items = (await session.GetAsync<ContentItem>(page.Rows.Select(row => row.DocumentId))).ToDictionary(item => item.Id);
        var sight = await sights.ForAsync(user, type);
        return new LinesPage<TrashLine>([.. page.Rows.Select(row => items[row.DocumentId]).Select(item => Line(item, sight))], page.Previous, page.Next);
    }

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

    private static TrashLine Line(ContentItem item, ContactSight sight)
    {
        var trash = item.As<TrashPart>()!;
        return new TrashLine(item.ContentItemId, item.ContentType, sight.NameOf(item), trash.RemovedUtc, trash.RemovedBy);
    }
}
