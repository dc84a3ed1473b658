using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Contacts.Duplicates.Merge;

/// <summary>
/// Takes a merge back: the other returns from the trash with all that was theirs, the survivor is as before. What was changed since stays where it does not touch what the merge
/// wrote; where it does, somebody chooses.
/// </summary>
internal sealed class UndoMerge(ISession session, IHistory history, ChangeContext change)
{
    private const int Most = 10_000;

    /// <summary>Undoes the merge; the unit of work commits it.</summary>
    /// <param name="keepLater">For members that were changed since and that the merge wrote too: true keeps the later value, false takes the one before the merge; null asks.</param>
    /// <returns>The paths to choose on, when null was given and there are some: then nothing was written. Else none.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(string batchId, bool? keepLater)
    {
        change.Event = "Undone";
        var clashes = new List<string>();

        // Newest first: the survivor lets go of what the other takes back.
        foreach (var row in await history.ListAsync(new HistoryFilter(BatchId: batchId), Most))
        {
            var open = await history.UndoAsync(row.Id);
            if (open.Count > 0 && keepLater is { } keep)
            {
                await PlaceAsync(row, open, keep);
            }
            else
            {
                clashes.AddRange(open);
            }
        }

        if (clashes.Count > 0)
        {
            await session.CancelAsync();
        }

        return clashes;
    }

    private async Task PlaceAsync(HistoryEntry row, IReadOnlyList<string> clashes, bool keepLater)
    {
        if (await session.GetAsync<ContentItem>(row.DocumentId) is not { } item || await history.GetStateAsync(row.DocumentId, row.Version - 1) is not { } was
            || await history.GetStateAsync(row.DocumentId, row.Version) is not { } became)
        {
            return;
        }

        var (before, after) = (was.Deserialize<ContentItem>()!, became.Deserialize<ContentItem>()!);
        var (joined, _) = JsonMerge.Merge(after.Data, before.Data, item.Data);
        foreach (var path in keepLater ? [] : clashes.Select(path => path.Split('.')).Where(path => path.Length == 2))
        {
            if (joined[path[0]] is JsonObject part)
            {
                part[path[1]] = before.Data[path[0]]?[path[1]]?.DeepClone();
            }
        }

        item.ReplaceData((JsonObject)joined.DeepClone());
        item.DisplayText = item.As<People.PersonPart>()?.DisplayName() ?? item.DisplayText;
        await session.SaveAsync(item, checkConcurrency: true);
        await session.FlushAsync();
    }
}
