using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Kernel.Content.Parts;

/// <summary>Finds published items by alias and by address.</summary>
public sealed class ItemLookup(ISession session, IContentManager contents, ISiteService sites)
{
    /// <summary>The published item of that alias, or null.</summary>
    public async Task<ContentItem?> ByAliasAsync(string alias)
    {
        var name = alias.Trim().ToLowerInvariant();
        var id = await session.QueryIndex<AliasPartIndex>().Where(index => index.Alias == name && index.Published).Select(index => index.ContentItemId).FirstOrDefaultAsync();
        return id is null ? null : await contents.GetAsync(id);
    }

    /// <summary>The ids of the published item at that address, and of the item inside it that the address means; the bare address is the home page's.</summary>
    public async Task<(string Item, string? Inner)?> AddressAsync(string path)
    {
        if (ItemPath.Tidy(path) is not { } tidy)
        {
            return (await sites.GetSiteSettingsAsync()).HomeRoute[nameof(ContentItem.ContentItemId)]?.ToString() is { Length: > 0 } home && await IsPublishedAsync(home) ? (home, null) : null;
        }

        if (tidy.Length > ItemPath.MostCharacters)
        {
            return null;
        }

        var key = ItemPath.Key(tidy);

        // Rows written before paths were compared in lower case hold them as they were typed.
        return await session.QueryIndex<AutoroutePartIndex>().Where(index => (index.Path == key || index.Path == tidy) && index.Published)
            .Select(index => new { index.ContentItemId, index.ContainedContentItemId }).FirstOrDefaultAsync() is { } row ? (row.ContentItemId, row.ContainedContentItemId) : null;
    }

    /// <summary>The address of the item below the site, without a leading slash; null when it has none.</summary>
    public async Task<string?> PathOfAsync(string contentItemId) => await session.QueryIndex<AutoroutePartIndex>()
        .Where(index => index.ContentItemId == contentItemId && index.ContainedContentItemId == null && index.Published).Select(index => index.Path).FirstOrDefaultAsync();

    private Task<bool> IsPublishedAsync(string id) => session.QueryIndex<ContentItemIndex>().AnyAsync(index => index.ContentItemId == id && index.Published);
}
