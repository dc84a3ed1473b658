using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Content.Parts;

/// <summary>The items of a list: a page of them, and their order.</summary>
internal sealed class ContainedRows(ISession session, IContentManager contents)
{
    /// <summary>One id more than the page tells whether there are others. Ordered lists by their order, others newest first.</summary>
    public Task<List<string>> PageAsync(string list, bool ordered, bool publishedOnly, int page, int size)
        => Sorted(Of(list, publishedOnly), ordered).Skip((page - 1) * size).Take(size + 1).Select(row => row.ContentItemId).ToListAsync();

    /// <summary>Makes a new item one of the list's, at its end.</summary>
    public async Task AddAsync(ContentItem list, ContentItem item)
    {
        var last = await Of(list.ContentItemId, publishedOnly: false).MaxAsync(row => (int?)row.Order);
        item.Weld<ContainedPart>();
        var contained = item.As<ContainedPart>()!;
        (contained.ListContentItemId, contained.ListContentType, contained.Order) = (list.ContentItemId, list.ContentType, (last ?? -1) + 1);
    }

    /// <summary>Moves an item up (-1) or down (1) among the items as they are now, whoever moved others meanwhile. False when it is not one of the list.</summary>
    public async Task<bool> MoveAsync(string list, string item, int by)
    {
        var rows = await Sorted(Of(list, publishedOnly: false), ordered: true).Select(row => new { row.ContentItemId, row.Order }).ToListAsync();
        var from = rows.FindIndex(row => row.ContentItemId == item);
        if (from < 0)
        {
            return false;
        }

        var ids = rows.Select(row => row.ContentItemId).ToList();
        ids.RemoveAt(from);
        ids.Insert(Math.Clamp(from + by, 0, ids.Count), item);
        var before = rows.ToDictionary(row => row.ContentItemId, row => row.Order);
        for (var place = 0; place < ids.Count; place++)
        {
            if (before[ids[place]] != place)
            {
                await PlaceAsync(ids[place], place);
            }
        }

        return true;
    }

    /// <summary>The order is no content of the item: draft and published version both get it, and neither becomes the other.</summary>
    private async Task PlaceAsync(string id, int place)
    {
        foreach (var version in (await contents.GetAllVersionsAsync(id)).Where(version => version.Latest || version.Published))
        {
            if (version.As<ContainedPart>() is { } contained)
            {
                contained.Order = place;
                await session.SaveAsync(version, checkConcurrency: true);
            }
        }
    }

    private IQueryable<ContainedPartIndex> Of(string list, bool publishedOnly)
        => session.QueryIndex<ContainedPartIndex>().Where(row => row.ListContentItemId == list && (publishedOnly ? row.Published : row.Latest));

    private static IQueryable<ContainedPartIndex> Sorted(IQueryable<ContainedPartIndex> rows, bool ordered)
        => ordered ? rows.OrderBy(row => row.Order).ThenBy(row => row.DocumentId) : rows.OrderByDescending(row => row.DocumentId);
}
