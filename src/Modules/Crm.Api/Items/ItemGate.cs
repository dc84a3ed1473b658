using System.Security.Claims;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using LinqToDB.Async;
using Microsoft.AspNetCore.Authorization;

namespace Crm.Api.Items;

/// <summary>Which items a caller may see and write, and what of them.</summary>
internal sealed class ItemGate(ISession session, IContentManager content, IAuthorizationService authorization, RecordScopes scopes, Visible visible)
{
    /// <summary>The item when it exists and the caller may see it; else null, so that nobody learns of what he may not see.</summary>
    public async Task<ContentItem?> FindAsync(ClaimsPrincipal user, string id, bool draft)
    {
        var item = await content.GetAsync(id, draft ? VersionOptions.Latest : VersionOptions.Published);
        var right = item is { Published: false } ? CommonPermissions.EditContent : CommonPermissions.ViewContent;
        return item is not null && await authorization.AuthorizeAsync(user, right, item) ? item : null;
    }

    public Task<bool> MayAsync(ClaimsPrincipal user, Permission permission, object resource) => authorization.AuthorizeAsync(user, permission, resource);

    public Task<Sight> SightAsync(ClaimsPrincipal user) => visible.ForAsync(user);

    /// <summary>A page of a type's items in the order they were made; null when the caller may not list them.</summary>
    public async Task<(IReadOnlyList<ContentItem> Items, long? Next)?> PageAsync(ClaimsPrincipal user, string type, long after, int take, bool draft, CancellationToken cancellationToken)
    {
        var scope = await scopes.ForAsync(user, type, draft ? CommonPermissions.EditContent : CommonPermissions.ViewContent);
        if (scope.IsNone || !await MayAsync(user, CommonPermissions.ListContent, type))
        {
            return null;
        }

        var rows = session.QueryIndex<ContentItemIndex>().Where(row => row.ContentType == type && row.DocumentId > after);
        rows = draft ? rows.Where(row => row.Latest) : rows.Where(row => row.Published);
        var ids = await scope.Apply(rows, row => row.Owner).OrderBy(row => row.DocumentId).Select(row => row.DocumentId).Take(take + 1).ToListAsync(cancellationToken);
        var items = await session.GetAsync<ContentItem>(ids.Take(take));
        return (items, ids.Count > take ? ids[take - 1] : null);
    }
}
