using System.Linq.Expressions;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;

namespace Crm.Kernel.Content.Life;

/// <summary>Finds rows of items by id; what a unit of work has seen is not asked for again.</summary>
internal sealed class ContentItemReader(ISession session)
{
    private const int MostIds = 500;

    private readonly Dictionary<string, ContentItem> _published = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContentItem> _latest = new(StringComparer.Ordinal);
    private readonly HashSet<ContentItem> _loaded = new(ReferenceEqualityComparer.Instance);

    /// <summary>Remembers an item that this unit of work stored.</summary>
    public void Know(ContentItem item)
    {
        _loaded.Add(item);
        if (item.Published)
        {
            _published[item.ContentItemId] = item;
        }

        if (item.Latest)
        {
            _latest[item.ContentItemId] = item;
        }
    }

    /// <summary>Forgets everything, after objects were detached.</summary>
    public void Forget()
    {
        _published.Clear();
        _latest.Clear();
        _loaded.Clear();
    }

    public ContentItem? RecallPublished(string id) => _published.GetValueOrDefault(id) is { Published: true } item ? item : null;

    public ContentItem? RecallLatest(string id) => _latest.GetValueOrDefault(id) is { Latest: true } item ? item : null;

    public async Task<ContentItem?> FirstAsync(Expression<Func<ContentItemIndex, bool>> predicate, Func<ContentItem, Task> loaded)
    {
        var item = await session.Query<ContentItem, ContentItemIndex>(predicate).FirstOrDefaultAsync();
        return item is null ? null : await SeenAsync(item, loaded);
    }

    public async Task<IReadOnlyList<ContentItem>> ListAsync(Expression<Func<ContentItemIndex, bool>> predicate, Func<ContentItem, Task> loaded)
    {
        var items = await session.Query<ContentItem, ContentItemIndex>(predicate).ListAsync();
        foreach (var item in items)
        {
            await SeenAsync(item, loaded);
        }

        return items;
    }

    public async Task<List<ContentItem>> ListAsync(IReadOnlyCollection<string> ids, Func<string, Expression<Func<ContentItemIndex, bool>>> predicate, Func<ContentItem, Task> loaded)
    {
        var items = new List<ContentItem>(ids.Count);
        foreach (var chunk in ids.Chunk(MostIds))
        {
            items.AddRange(await ListAsync(predicate(Among.Of(chunk)), loaded));
        }

        return items;
    }

    private async ValueTask<ContentItem> SeenAsync(ContentItem item, Func<ContentItem, Task> loaded)
    {
        item.Id = session.GetDocumentId(item);
        if (_loaded.Add(item))
        {
            await loaded(item);
        }

        Know(item);
        return item;
    }
}
