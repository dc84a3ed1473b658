using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Json;
using Crm.Kernel.Content.Trash;
using Crm.Kernel.Data;
using JsonMerge = Crm.Kernel.Content.Json.JsonMerge;

namespace Crm.Kernel.Content.Life;

internal sealed partial class ContentManager
{
    private const int ImportBatch = 500;

    public async Task<ImportResult> ImportAsync(IEnumerable<ContentItem> contentItems)
    {
        var tally = new ImportTally();
        var index = 0;
        foreach (var batch in contentItems.Chunk(ImportBatch))
        {
            await ImportBatchAsync(batch, index, tally);
            index += batch.Length;
            if (batch.Length == ImportBatch)
            {
                await session.FlushAsync();
                tally.DetachWith(session);
                _reader.Forget();
            }
        }

        return tally.Result();
    }

    public async Task<ImportResult> ImportAsync(IReadOnlyList<ContentItem> contentItems, Data.BatchPace pace)
    {
        var tally = new ImportTally();
        for (var index = 0; index < contentItems.Count;)
        {
            ContentItem[] batch = [.. contentItems.Skip(index).Take(pace.Size)];
            var stored = await ImportBatchAsync(batch, index, tally);
            await session.SaveChangesAsync();
            pace.Learn();
            tally.DetachWith(session);
            stored.DetachWith(session);
            _reader.Forget();
            index += batch.Length;
        }

        return tally.Result();
    }

    private async Task<StoredRows> ImportBatchAsync(ContentItem[] batch, int firstIndex, ImportTally tally)
    {
        var stored = await StoredForAsync(batch);
        await InOrder(handler => handler.ImportingNewAsync([.. batch.Where(item => item.ContentItemId.Length > 0 && !stored.CurrentOf(item.ContentItemId).Any())]));
        var versions = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < batch.Length; i++)
        {
            var item = batch[i];
            if (item.ContentItemVersionId.Length > 0 && !versions.Add(item.ContentItemVersionId))
            {
                tally.Unchanged++;
                continue;
            }

            await ImportOneAsync(item, firstIndex + i, stored, tally);
        }

        return stored;
    }

    private async Task ImportOneAsync(ContentItem item, int index, StoredRows stored, ImportTally tally)
    {
        if (item.ContentItemId.Length == 0)
        {
            tally.Fail(index, "ContentItemId", localizer["An item needs a ContentItemId."]);
            return;
        }

        if (await definitions.GetLayoutAsync(item.ContentType) is not { } type)
        {
            tally.Fail(index, "ContentType", localizer["The content type “{0}” does not exist.", item.ContentType]);
            return;
        }

        var existing = stored.Match(item, type);
        if (existing is not null && existing.ContentType != type.Name)
        {
            tally.Fail(index, "ContentType", localizer["The item {0} exists already, as “{1}”.", item.ContentItemId, existing.ContentType]);
            return;
        }

        var merged = existing is null ? item : Merged(existing, item);
        var result = new ContentValidateResult();
        if (shape.IsReadable(merged, type, result))
        {
            await shape.NormalizeAsync(merged, type);
            await InOrder(handler => handler.ImportingAsync(merged));
            result = await ValidateAsync(merged);
        }

        if (!result.Succeeded)
        {
            result.Errors.ForEach(fault => tally.Fail(index, fault.Path, fault.Message));
        }
        else if (existing is null)
        {
            await AddAsync(item, stored);
            tally.Added(item);
        }
        else if (Equal(existing, merged))
        {
            tally.Unchanged++;
            await FlagsOnlyAsync(existing, item, stored);
        }
        else
        {
            await ReplaceAsync(existing, merged, item, stored);
            tally.Updated++;
        }
    }

    private async Task AddAsync(ContentItem item, StoredRows stored)
    {
        item.ContentItemVersionId = OrNew(item.ContentItemVersionId);
        var (modified, published, author, owner) = (item.ModifiedUtc, item.PublishedUtc, item.Author, item.Owner);
        var isVersion = item is { Latest: false, Published: false };
        if (!isVersion)
        {
            await RetireOthersAsync(item, stored);
        }

        item.CreatedUtc ??= modified ?? Now;
        item.ModifiedUtc ??= Now;
        item.PublishedUtc ??= item.Published ? Now : null;
        item.Owner ??= change.Actor;
        item.Author ??= change.ActorName;
        await InOrder(handler => handler.CreatingAsync(item));
        if (item.Published)
        {
            await InOrder(handler => handler.PublishingAsync(item, null));
        }

        (item.ModifiedUtc, item.PublishedUtc) = (modified ?? item.ModifiedUtc, published ?? item.PublishedUtc);
        (item.Author, item.Owner) = (author ?? item.Author, owner ?? item.Owner);
        await StoreAsync(item);
        stored.Add(item);
        await InReverse(handler => handler.CreatedAsync(item));
        if (item.Published)
        {
            await InReverse(handler => handler.PublishedAsync(item, null));
        }
    }

    private async Task ReplaceAsync(ContentItem existing, ContentItem merged, ContentItem item, StoredRows stored)
    {
        var publishes = item.Published && !existing.Published;
        await RetireOthersAsync(item, stored, existing);
        existing.Replace(merged.Data.DeepClone().AsObject());
        (existing.DisplayText, existing.Owner, existing.CreatedUtc) = (merged.DisplayText, merged.Owner, merged.CreatedUtc);
        SetFlags(existing, item);
        Touch(existing);
        await InOrder(handler => handler.UpdatingAsync(existing));
        if (publishes)
        {
            await InOrder(handler => handler.PublishingAsync(existing, null));
        }

        existing.ModifiedUtc = item.ModifiedUtc ?? existing.ModifiedUtc;
        existing.PublishedUtc = item.PublishedUtc ?? (publishes ? Now : existing.PublishedUtc);
        existing.Author = item.Author ?? existing.Author;
        await StoreAsync(existing);
        await InReverse(handler => handler.UpdatedAsync(existing));
        if (publishes)
        {
            await InReverse(handler => handler.PublishedAsync(existing, null));
        }
    }

    private async Task FlagsOnlyAsync(ContentItem existing, ContentItem item, StoredRows stored)
    {
        if (existing.Latest == item.Latest && existing.Published == item.Published)
        {
            return;
        }

        await RetireOthersAsync(item, stored, existing);
        SetFlags(existing, item);
        await StoreAsync(existing);
    }

    private static void SetFlags(ContentItem existing, ContentItem item)
    {
        (existing.Latest, existing.Published) = (item.Latest, item.Published);
        if (item.Latest || item.Published)
        {
            existing.Remove<TrashPart>();
        }
    }

    /// <summary>A published import retires the published row and drafts before it; a draft only takes over being the latest.</summary>
    private async Task RetireOthersAsync(ContentItem item, StoredRows stored, ContentItem? except = null)
    {
        foreach (var other in stored.CurrentOf(item.ContentItemId).Where(row => row != except && row != item))
        {
            var retired = (other.Latest && !item.Latest, other.Published && !item.Published);
            if ((other.Latest, other.Published) != retired)
            {
                (other.Latest, other.Published) = retired;
                await StoreAsync(other);
            }
        }
    }

    private static ContentItem Merged(ContentItem existing, ContentItem item)
    {
        var merged = existing.Copy();
        merged.Remove<TrashPart>();
        merged.Merge(item.Data);
        merged.DisplayText = item.DisplayText ?? merged.DisplayText;
        merged.Owner = item.Owner ?? merged.Owner;
        merged.CreatedUtc = item.CreatedUtc ?? merged.CreatedUtc;
        merged.ModifiedUtc = item.ModifiedUtc ?? merged.ModifiedUtc;
        merged.PublishedUtc = item.PublishedUtc ?? merged.PublishedUtc;
        merged.Author = item.Author ?? merged.Author;
        return merged;
    }

    private static bool Equal(ContentItem existing, ContentItem merged)
        => existing.DisplayText == merged.DisplayText && existing.Owner == merged.Owner && existing.Author == merged.Author
        && existing.CreatedUtc == merged.CreatedUtc && existing.ModifiedUtc == merged.ModifiedUtc && existing.PublishedUtc == merged.PublishedUtc
        && JsonMerge.Same(existing.Data, merged.Data);

    private async Task<StoredRows> StoredForAsync(ContentItem[] batch)
    {
        var rows = await _reader.ListAsync(
            [.. batch.Select(item => item.ContentItemId).Where(id => id.Length > 0).Distinct()], some => index => index.ContentItemId.IsAmong(some), LoadedAsync);
        var known = rows.Select(row => row.ContentItemVersionId).ToHashSet(StringComparer.Ordinal);
        var elsewhere = batch.Select(item => item.ContentItemVersionId).Where(id => id.Length > 0 && !known.Contains(id)).Distinct().ToList();
        rows.AddRange(await _reader.ListAsync(elsewhere, some => index => index.ContentItemVersionId.IsAmong(some), LoadedAsync));
        return new StoredRows(rows);
    }
}
