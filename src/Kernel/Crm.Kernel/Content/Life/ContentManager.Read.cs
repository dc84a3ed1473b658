using Crm.Kernel.Data;

namespace Crm.Kernel.Content.Life;

internal sealed partial class ContentManager
{
    public async Task<ContentItem?> GetAsync(string contentItemId, VersionOptions options = VersionOptions.Published)
    {
        if (string.IsNullOrEmpty(contentItemId))
        {
            return null;
        }

        if (options == VersionOptions.Published)
        {
            return _reader.RecallPublished(contentItemId)
                ?? await _reader.FirstAsync(index => index.ContentItemId == contentItemId && index.Published, LoadedAsync);
        }

        var latest = _reader.RecallLatest(contentItemId) ?? await _reader.FirstAsync(index => index.ContentItemId == contentItemId && index.Latest, LoadedAsync);
        return options switch
        {
            VersionOptions.Draft => latest is { Published: false } ? latest : null,
            VersionOptions.DraftRequired when latest is { Published: true } => await DraftOfAsync(latest),
            _ => latest,
        };
    }

    public async Task<IReadOnlyList<ContentItem>> GetAsync(IEnumerable<string> contentItemIds, VersionOptions options = VersionOptions.Published)
    {
        var ids = contentItemIds.Where(id => !string.IsNullOrEmpty(id)).ToList();
        var found = options == VersionOptions.Published
            ? await _reader.ListAsync([.. ids.Distinct()], some => index => index.ContentItemId.IsAmong(some) && index.Published, LoadedAsync)
            : await _reader.ListAsync([.. ids.Distinct()], some => index => index.ContentItemId.IsAmong(some) && index.Latest, LoadedAsync);
        if (options == VersionOptions.Draft)
        {
            found.RemoveAll(item => item.Published);
        }

        if (options == VersionOptions.DraftRequired)
        {
            for (var i = 0; i < found.Count; i++)
            {
                found[i] = found[i].Published ? await DraftOfAsync(found[i]) : found[i];
            }
        }

        var byId = found.ToDictionary(item => item.ContentItemId, StringComparer.Ordinal);
        return [.. ids.Where(byId.ContainsKey).Select(id => byId[id])];
    }

    public Task<ContentItem?> GetVersionAsync(string contentItemVersionId)
        => _reader.FirstAsync(index => index.ContentItemVersionId == contentItemVersionId, LoadedAsync);

    public async Task<IReadOnlyList<ContentItem>> GetAllVersionsAsync(string contentItemId)
        => [.. (await _reader.ListAsync(index => index.ContentItemId == contentItemId, LoadedAsync)).OrderByDescending(item => item.Id)];

    private async Task LoadedAsync(ContentItem item) => await InOrder(handler => handler.LoadedAsync(item));

    /// <summary>A draft beside the published row; for types without versions the same row, no longer published.</summary>
    private async Task<ContentItem> DraftOfAsync(ContentItem published)
    {
        if ((await TypeAsync(published.ContentType)).Settings is not { Versionable: true })
        {
            published.Published = false;
            await StoreAsync(published);
            return published;
        }

        var draft = published.Copy();
        draft.ContentItemVersionId = ContentId.New();
        (draft.Latest, draft.Published) = (true, false);
        draft.PublishedUtc = null;
        published.Latest = false;
        await StoreAsync(published);
        await StoreAsync(draft);
        return draft;
    }
}
