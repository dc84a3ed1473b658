using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;

namespace Crm.Kernel.Content.Life;

/// <summary>What the store has of the items of one import batch.</summary>
internal sealed class StoredRows(IReadOnlyList<ContentItem> rows)
{
    private readonly Dictionary<string, ContentItem> _byVersion = rows.DistinctBy(row => row.ContentItemVersionId).ToDictionary(row => row.ContentItemVersionId, StringComparer.Ordinal);
    private readonly Dictionary<string, List<ContentItem>> _byItem = rows.GroupBy(row => row.ContentItemId).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);

    /// <summary>The row that the item stands for: by version id; where the type has no versions, by item id.</summary>
    public ContentItem? Match(ContentItem item, ContentTypeLayout type)
        => item.ContentItemVersionId.Length > 0 && _byVersion.GetValueOrDefault(item.ContentItemVersionId) is { } version && version.ContentItemId == item.ContentItemId
            ? version
            : type.Settings.Versionable ? null : _byItem.GetValueOrDefault(item.ContentItemId)?.MaxBy(row => (row.Latest || row.Published, row.Id));

    public IEnumerable<ContentItem> CurrentOf(string contentItemId) => (_byItem.GetValueOrDefault(contentItemId) ?? []).Where(row => row.Latest || row.Published);

    public void Add(ContentItem item)
    {
        _byVersion[item.ContentItemVersionId] = item;
        if (!_byItem.TryGetValue(item.ContentItemId, out var list))
        {
            _byItem[item.ContentItemId] = list = [];
        }

        list.Add(item);
    }

    /// <summary>Lets go of all of them, after they were committed.</summary>
    public void DetachWith(ISession session)
    {
        foreach (var row in _byItem.Values.SelectMany(same => same))
        {
            session.Detach(row);
        }
    }
}
