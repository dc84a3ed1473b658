using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Data.Sessions;
using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Kernel.Data.Past;

/// <inheritdoc cref="IHistory"/>
internal sealed class DocumentHistory(Session session) : IHistory
{
    private const string Undone = "Undone";

    // What a save of a content item writes of itself: when, and by whom.
    private static readonly string[] s_stamps = [nameof(Content.ContentItem.ModifiedUtc), nameof(Content.ContentItem.PublishedUtc), nameof(Content.ContentItem.Author)];

    public Task<IReadOnlyList<HistoryEntry>> ListAsync(long documentId, int take = 50, long beforeId = long.MaxValue)
        => ListAsync(rows => rows.Where(row => row.DocumentId == documentId), take, beforeId);

    public Task<IReadOnlyList<HistoryEntry>> ListAsync(HistoryFilter filter, int take = 50, long beforeId = long.MaxValue)
        => ListAsync(rows => Matching(rows, filter), take, beforeId);

    public async Task<HistoryEntry?> GetAsync(long id) => (await FindAsync(id))?.ToEntry();

    public async Task<JsonObject?> GetStateAsync(long documentId, long version) => await StateAsync(documentId, version) as JsonObject;

    public async Task<IReadOnlyList<string>> UndoAsync(long historyId)
    {
        var row = await FindAsync(historyId) ?? throw new ArgumentException($"There is no history row {historyId}.");
        if (row.ToEntry().IsErased)
        {
            return [""];
        }

        var (before, after) = (await StateAsync(row.DocumentId, row.Version - 1), await StateAsync(row.DocumentId, row.Version));
        var present = await session.ReadStoredAsync(row.DocumentId) is { } stored ? JsonNode.Parse(stored.Content) : null;
        switch (before, after, present)
        {
            // It was created: undone by deleting it, unless it was changed since.
            case (null, not null, not null):
                if (!JsonNode.DeepEquals(after, present))
                {
                    return Changed(after, present);
                }

                await session.DeleteAsync(row.DocumentId, Undone);
                return [];

            // It was deleted: undone by making it again.
            case (not null, null, null):
                await WriteAsync(row, before);
                return [];

            case (JsonObject from, JsonObject to, JsonObject now):
                var (merged, clashes) = JsonMerge.Merge(to, from, now);
                if (clashes.Count > 0 && clashes.All(s_stamps.Contains))
                {
                    // Every later save has stamps of its own: they are no change that an undo would lose, and stay as they are.
                    (merged, clashes) = JsonMerge.Merge(WithStampsOf(now, to), WithStampsOf(now, from), now);
                }

                if (clashes.Count == 0)
                {
                    await WriteAsync(row, merged);
                }

                return clashes;

            default:
                return [""];
        }
    }

    public async Task<IReadOnlyList<long>> UndoBatchAsync(string batchId)
    {
        var left = new List<long>();
        var db = await session.ConnectForQueryAsync();
        var documents = await db.GetTable<HistoryRow>().Where(row => row.BatchId == batchId)
            .GroupBy(row => row.DocumentId)
            .Select(group => new { Id = group.Key, Newest = group.Max(row => row.Id), First = group.Min(row => row.Version), Last = group.Max(row => row.Version) })
            .OrderByDescending(group => group.Newest)
            .ToListAsync();
        foreach (var document in documents)
        {
            if (!await UndoAsync(document.Id, document.First - 1, document.Last))
            {
                left.Add(document.Id);
            }
        }

        return left;
    }

    public async Task<BatchUndone> UndoBatchAsync(string batchId, long beforeId, int take)
    {
        var db = await session.ConnectForQueryAsync();
        var rows = await db.GetTable<HistoryRow>().Where(row => row.BatchId == batchId && row.Id < beforeId).OrderByDescending(row => row.Id).Take(take).ToListAsync();
        var (undone, left, dealtWith) = (0, new List<LeftByUndo>(), new HashSet<long>());
        foreach (var row in rows)
        {
            var saves = (await session.ConnectForQueryAsync()).GetTable<HistoryRow>().Where(save => save.DocumentId == row.DocumentId && save.BatchId == batchId);
            if (!dealtWith.Add(row.DocumentId) || await saves.AnyAsync(save => save.Id > row.Id))
            {
                continue; // its newest save of the batch came before this one
            }

            if (await UndoAsync(row.DocumentId, await saves.MinAsync(save => save.Version) - 1, row.Version))
            {
                undone++;
            }
            else
            {
                left.Add(new LeftByUndo(row.DocumentId, row.ItemId, row.ToEntry().IsErased));
            }
        }

        return new BatchUndone(rows.Count < take ? null : rows[^1].Id, undone, left);
    }

    // False when it was changed since.
    private async Task<bool> UndoAsync(long documentId, long before, long after)
    {
        var db = await session.ConnectForQueryAsync();
        var last = await db.GetTable<HistoryRow>().Where(row => row.DocumentId == documentId).OrderByDescending(row => row.Id).FirstAsync();
        if (last.Version != after || last.ToEntry().IsErased)
        {
            return false;
        }

        var (was, present) = (await StateAsync(documentId, before), await session.ReadStoredAsync(documentId));
        if (was is not null)
        {
            await WriteAsync(last, was);
        }
        else if (present is not null)
        {
            await session.DeleteAsync(documentId, Undone);
        }

        return true;
    }

    // Back from the present state, which is nearer than the first.
    private async Task<JsonNode?> StateAsync(long documentId, long version)
    {
        var present = await session.ReadStoredAsync(documentId);
        var db = await session.ConnectForQueryAsync();
        var later = await db.GetTable<HistoryRow>().Where(row => row.DocumentId == documentId && row.Version > version)
            .OrderByDescending(row => row.Version).Select(row => new { row.Id, row.Backward }).ToListAsync();
        var state = present is { } stored ? JsonNode.Parse(stored.Content) : null;
        foreach (var step in later)
        {
            state = JsonPatch.Apply(state, step.Backward);
        }

        return state;
    }

    private async Task WriteAsync(HistoryRow row, JsonNode state)
    {
        var db = await session.ConnectForQueryAsync();
        var last = await db.GetTable<HistoryRow>().Where(other => other.DocumentId == row.DocumentId).MaxAsync(other => other.Version);
        await session.RestoreAsync(
            DocumentTypes.Find(row.DocumentType), row.DocumentId, JsonSerializer.SerializeToUtf8Bytes(state, DocumentJson.Options), last + 1, Undone);
    }

    private async Task<HistoryRow?> FindAsync(long id)
    {
        var db = await session.ConnectForQueryAsync();
        return await db.GetTable<HistoryRow>().FirstOrDefaultAsync(row => row.Id == id);
    }

    private async Task<IReadOnlyList<HistoryEntry>> ListAsync(Func<IQueryable<HistoryRow>, IQueryable<HistoryRow>> condition, int take, long beforeId)
    {
        var db = await session.ConnectForQueryAsync();
        var rows = await condition(db.GetTable<HistoryRow>()).Where(row => row.Id < beforeId).OrderByDescending(row => row.Id).Take(take).ToListAsync();
        return rows.ConvertAll(row => row.ToEntry());
    }

    private static IQueryable<HistoryRow> Matching(IQueryable<HistoryRow> rows, HistoryFilter filter)
    {
        rows = filter.Type is { } type ? rows.Where(row => row.Type == type) : rows;
        rows = filter.Actor is { } actor ? rows.Where(row => row.Actor == actor) : rows;
        rows = filter.BatchId is { } batch ? rows.Where(row => row.BatchId == batch) : rows;
        rows = filter.FromUtc is { } from ? rows.Where(row => row.Utc >= from) : rows;
        rows = filter.ToUtc is { } to ? rows.Where(row => row.Utc < to) : rows;
        rows = filter.Event is { } @event ? rows.Where(row => row.Event == @event) : rows;
        return filter.ItemId is { } item ? rows.Where(row => row.ItemId == item) : rows;
    }

    private static JsonObject WithStampsOf(JsonObject now, JsonObject state)
    {
        var copy = (JsonObject)state.DeepClone();
        foreach (var stamp in s_stamps.Where(now.ContainsKey))
        {
            copy[stamp] = now[stamp]?.DeepClone();
        }

        return copy;
    }

    private static IReadOnlyList<string> Changed(JsonNode after, JsonNode present)
        => JsonDiff.Between(Bytes(after), Bytes(present)).Fields;

    private static byte[] Bytes(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, DocumentJson.Options);
}
