using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Content.Trash;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using LinqToDB.Async;

namespace Crm.Webhooks.Follow;

/// <summary>Says what the lines of the change log mean to who follows records: an item came, changed, went, came back, or was merged into another.</summary>
internal sealed class ReadChanges(ISession session, IHistory history, IContentDefinitionManager definitions)
{
    private const string Trash = nameof(TrashPart);
    private const string MergedEvent = "Merged";

    /// <summary>The entries with their kinds; those that mean nothing outside (a version that a newer one replaces) are left out.</summary>
    public async Task<IReadOnlyList<(ChangeLogEntry Entry, string Kind)>> ReadAsync(IReadOnlyList<ChangeLogEntry> entries, CancellationToken cancellationToken)
    {
        var again = await ComingAgainAsync(entries, cancellationToken);
        var read = new List<(ChangeLogEntry, string)>();
        foreach (var entry in entries)
        {
            if (await KindAsync(entry, again) is { } kind)
            {
                read.Add((entry, kind));
            }
        }

        return read;
    }

    private async Task<string?> KindAsync(ChangeLogEntry entry, IReadOnlySet<long> again)
    {
        if (entry.Event == Erasure.Event)
        {
            return WebhookEvent.Deleted;
        }

        if (entry.Fields.Any(field => IsOf(field, Trash)))
        {
            return await PutsAsync(entry, "/" + Trash) is not { } puts ? null : !puts ? WebhookEvent.Restored : entry.Event == MergedEvent ? WebhookEvent.Merged : WebhookEvent.Deleted;
        }

        if (entry.Fields.Count == 0)
        {
            return await PutsAsync(entry, "") is not { } puts ? null
                : !puts ? WebhookEvent.Deleted : again.Contains(entry.DocumentId) ? WebhookEvent.Updated : entry.Version == 1 ? WebhookEvent.Created : WebhookEvent.Restored;
        }

        // That somebody writes a draft of it is nobody's business who reads what is published.
        if (entry.Fields.All(field => field == nameof(ContentItem.Latest)))
        {
            return null;
        }

        return entry.Fields.Any(field => field is nameof(ContentItem.Latest) or nameof(ContentItem.Published)) && await IsReplacedAsync(entry.DocumentId) ? null : WebhookEvent.Updated;
    }

    // Documents of types with versions that are a further version of an item.
    private async Task<IReadOnlySet<long>> ComingAgainAsync(IReadOnlyList<ChangeLogEntry> entries, CancellationToken cancellationToken)
    {
        var versioned = (await definitions.ListLayoutsAsync()).Where(type => type.Settings.Versionable || type.Settings.Draftable).Select(type => type.Name).ToHashSet();
        var made = entries.Where(entry => entry.Fields.Count == 0 && versioned.Contains(entry.Type)).ToList();
        var ids = made.Select(entry => entry.ItemId!).Distinct().ToList();
        var rows = ids.Count == 0 ? [] : await session.QueryIndex<ContentItemIndex>().Where(row => ids.Contains(row.ContentItemId)).Select(row => new { row.ContentItemId, row.DocumentId }).ToListAsync(cancellationToken);
        return made.Where(entry => rows.Any(row => row.ContentItemId == entry.ItemId && row.DocumentId < entry.DocumentId)).Select(entry => entry.DocumentId).ToHashSet();
    }

    // Whether the change put what stands there, or took it away; null when the history no longer says.
    private async Task<bool?> PutsAsync(ChangeLogEntry entry, string path)
    {
        var patch = await history.GetAsync(entry.HistoryId) is { } past ? JsonNode.Parse(past.Forward) as JsonArray : null;
        return patch?.FirstOrDefault(operation => (string?)operation?["path"] is { } where && (where == path || (path.Length > 0 && where.StartsWith(path + "/", StringComparison.Ordinal)))) is { } found
            ? (string?)found["op"] != "remove" : null;
    }

    private async Task<bool> IsReplacedAsync(long documentId)
        => await session.GetAsync<ContentItem>(documentId) is not { } item || (!item.Latest && !item.Published && !item.Has<TrashPart>());

    private static bool IsOf(string field, string part) => field == part || field.StartsWith(part + ".", StringComparison.Ordinal);
}
