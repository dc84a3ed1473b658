using Crm.Kernel.Content.Trash;

namespace Crm.Kernel.Content.Life;

internal sealed partial class ContentManager
{
    public async Task PublishAsync(ContentItem contentItem)
    {
        if (contentItem.Published)
        {
            return;
        }

        var current = await CurrentAsync(contentItem.ContentItemId);
        var previous = current.FirstOrDefault(item => item.Published && item != contentItem);
        await shape.NormalizeAsync(contentItem, await TypeAsync(contentItem.ContentType));
        await InOrder(handler => handler.PublishingAsync(contentItem, previous));
        foreach (var other in current.Where(item => item != contentItem))
        {
            (other.Published, other.Latest) = (false, false);
            await StoreAsync(other);
        }

        (contentItem.Published, contentItem.Latest) = (true, true);
        contentItem.PublishedUtc = Now;
        contentItem.Remove<TrashPart>();
        await StoreAsync(contentItem);
        await InReverse(handler => handler.PublishedAsync(contentItem, previous));
    }

    public async Task UnpublishAsync(ContentItem contentItem)
    {
        var published = contentItem.Published ? contentItem : (await CurrentAsync(contentItem.ContentItemId)).FirstOrDefault(item => item.Published);
        if (published is null)
        {
            return;
        }

        published.Published = false;
        published.PublishedUtc = null;
        Touch(published);
        await StoreAsync(published);
        await InReverse(handler => handler.UnpublishedAsync(published));
    }

    public async Task SaveDraftAsync(ContentItem contentItem)
    {
        if (contentItem.Published)
        {
            throw new InvalidOperationException("Ask for the item with VersionOptions.DraftRequired before saving it as a draft.");
        }

        await UpdateAsync(contentItem);
    }

    public async Task DiscardDraftAsync(ContentItem contentItem)
    {
        if (contentItem.Published || !contentItem.Latest)
        {
            throw new InvalidOperationException("Only a draft can be discarded.");
        }

        if ((await CurrentAsync(contentItem.ContentItemId)).FirstOrDefault(item => item.Published) is not { } published)
        {
            await RemoveAsync(contentItem);
            return;
        }

        contentItem.Latest = false;
        await StoreAsync(contentItem);
        published.Latest = true;
        await StoreAsync(published);
    }

    public async Task RemoveAsync(ContentItem contentItem)
    {
        foreach (var row in await CurrentAsync(contentItem.ContentItemId))
        {
            row.Apply(new TrashPart { RemovedUtc = Now, RemovedBy = change.ActorName, WasLatest = row.Latest, WasPublished = row.Published });
            (row.Latest, row.Published) = (false, false);
            await StoreAsync(row);
        }

        await InReverse(handler => handler.RemovedAsync(contentItem));
    }

    public async Task RestoreAsync(ContentItem contentItem)
    {
        var rows = (await GetAllVersionsAsync(contentItem.ContentItemId)).Where(row => !row.Latest && !row.Published && row.Has<TrashPart>()).ToList();
        if (rows.Count == 0 || (await CurrentAsync(contentItem.ContentItemId)).Count > 0)
        {
            throw new InvalidOperationException($"The item {contentItem.ContentItemId} is not in the trash.");
        }

        var last = rows.Max(row => row.As<TrashPart>()!.RemovedUtc);
        foreach (var row in rows)
        {
            var trash = row.As<TrashPart>()!;
            if (trash.RemovedUtc == last)
            {
                (row.Latest, row.Published) = (trash.WasLatest, trash.WasPublished);
            }

            row.Remove<TrashPart>();
            await StoreAsync(row);
        }

        await InReverse(handler => handler.RestoredAsync(contentItem));
    }

    /// <summary>The rows of an item that are latest or published: one or two.</summary>
    private Task<IReadOnlyList<ContentItem>> CurrentAsync(string contentItemId)
        => _reader.ListAsync(index => index.ContentItemId == contentItemId && (index.Latest || index.Published), LoadedAsync);
}
