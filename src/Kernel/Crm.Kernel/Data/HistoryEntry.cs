namespace Crm.Kernel.Data;

/// <summary>What one save did to one record. Append-only; erasure of a person empties the patches and keeps the row.</summary>
/// <param name="Kind">"document" or the name of a plain table.</param>
/// <param name="Type">The document's type name; for content items the content type.</param>
/// <param name="Version">The version the save produced.</param>
/// <param name="Forward">JSON Patch (RFC 6902) from the state before to the state after.</param>
/// <param name="Backward">JSON Patch from the state after to the state before.</param>
public sealed record HistoryEntry(
    long Id, string Kind, string Type, long DocumentId, string? ItemId, long Version, string Event, string Actor, string ActorName,
    string? BatchId, DateTime Utc, string Forward, string Backward)
{
    /// <summary>Whether the erasure of a person emptied it: the row tells that something was done, not what.</summary>
    public bool IsErased => Forward == "[]" && Backward == "[]";
}

/// <summary>Reads the past and puts it back. What audit, trash, undo and conflict merge stand on.</summary>
public interface IHistory
{
    /// <summary>The past of one document, newest first.</summary>
    Task<IReadOnlyList<HistoryEntry>> ListAsync(long documentId, int take = 50, long beforeId = long.MaxValue);

    /// <summary>The past of the whole tenant, newest first, by optional conditions.</summary>
    Task<IReadOnlyList<HistoryEntry>> ListAsync(HistoryFilter filter, int take = 50, long beforeId = long.MaxValue);

    /// <summary>One row, or null.</summary>
    Task<HistoryEntry?> GetAsync(long id);

    /// <summary>The document's JSON as it was at that version, or null when it did not exist.</summary>
    Task<System.Text.Json.Nodes.JsonObject?> GetStateAsync(long documentId, long version);

    /// <summary>Undoes everything of a batch in one transaction, in reverse order; rows changed since are left and returned.</summary>
    Task<IReadOnlyList<long>> UndoBatchAsync(string batchId);

    /// <summary>Undoes a part of a batch in this unit of work: those of its saves that come before one, newest first, at most so many; for a batch that one transaction would hold the writers up with.</summary>
    /// <param name="beforeId">"Next" of the part before; <see cref="long.MaxValue"/> for the first.</param>
    Task<BatchUndone> UndoBatchAsync(string batchId, long beforeId, int take);

    /// <summary>Undoes one save of one document, keeping later changes to other fields; returns the paths that later changes clash on (nothing is written then).</summary>
    Task<IReadOnlyList<string>> UndoAsync(long historyId);
}

/// <summary>What the undo of a part of a batch did.</summary>
/// <param name="NextBeforeId">Where the next part begins; null when this was the last.</param>
/// <param name="Undone">Records put back.</param>
/// <param name="Left">Records that were changed since and stay as they are, and those that were erased meanwhile.</param>
public sealed record BatchUndone(long? NextBeforeId, int Undone, IReadOnlyList<LeftByUndo> Left);

/// <summary>A record that an undo left as it is.</summary>
/// <param name="IsErased">It is gone for good: an erased person is not brought back.</param>
public sealed record LeftByUndo(long DocumentId, string? ItemId, bool IsErased);

/// <summary>Conditions on history; null means any.</summary>
public sealed record HistoryFilter(string? Type = null, string? Actor = null, string? BatchId = null, DateTime? FromUtc = null, DateTime? ToUtc = null, string? Event = null, string? ItemId = null);
