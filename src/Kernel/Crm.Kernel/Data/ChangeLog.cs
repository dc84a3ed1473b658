namespace Crm.Kernel.Data;

/// <summary>One line of the tenant's change log. Ids come in commit order.</summary>
/// <param name="Id">The line's id; a follower's cursor is the last one it has seen.</param>
/// <param name="Kind">"document" or the name of a plain table. The documents of a bulk act share one line, and come as one entry each.</param>
/// <param name="Type">The document's type name; for content items the content type.</param>
/// <param name="DocumentId">The document's id; 0 for a plain table.</param>
/// <param name="ItemId">The content item id, when there is one.</param>
/// <param name="Version">The document's version after the change.</param>
/// <param name="Event">Created, Updated, Deleted, or the event of <see cref="ChangeContext"/>.</param>
/// <param name="Fields">What an update changed, as <c>PersonPart.Email</c>, an array as a whole; empty when created or deleted.</param>
/// <param name="HistoryId">The history row, 0 when there is none.</param>
public sealed record ChangeLogEntry(
    long Id, string Kind, string Type, long DocumentId, string? ItemId, long Version, string Event, string Actor,
    string? BatchId, IReadOnlyList<string> Fields, long HistoryId, DateTime Utc);

/// <summary>
/// Follows the change log after commit, at least once and in order: it must be idempotent. The host's worker keeps its cursor, retries with back-off and
/// shows lag and failure on the followers page. Register with <c>services.AddChangeFollower&lt;T&gt;()</c>; resolved in a scope of the tenant.
/// </summary>
public interface IChangeFollower
{
    /// <summary>Stable name of the cursor.</summary>
    string Name { get; }

    /// <summary>At most how many entries a call gets. Entries of one line may come in several calls.</summary>
    int BatchSize => 500;

    /// <summary>Handles the entries; an exception means all of them come again.</summary>
    Task HandleAsync(IReadOnlyList<ChangeLogEntry> entries, CancellationToken cancellationToken);

    /// <summary>The log no longer reaches back to the cursor: build anew from the documents.</summary>
    Task RebuildAsync(CancellationToken cancellationToken);
}

/// <summary>
/// Follows the change log on every node, for what each node keeps of its own: a search index in its folder. It keeps its place itself, together with what it made of it, so
/// that both are durable at the same moment. Called after commits and from time to time; a failure is tried again with back-off and shown on the followers page.
/// Register with <c>services.AddNodeFollower&lt;T&gt;()</c>.
/// </summary>
public interface INodeFollower
{
    /// <summary>Stable name.</summary>
    string Name { get; }

    /// <summary>Takes the next changes, read from <see cref="ChangeFeed"/>.</summary>
    Task<NodeProgress> FollowAsync(CancellationToken cancellationToken);
}

/// <summary>How far a node has followed.</summary>
/// <param name="Node">What tells this node's place from another's; null when this process does not follow because another one here does.</param>
/// <param name="Position">The last line of which the result is durable: the log is kept from there on.</param>
/// <param name="HasMore">Whether it should be called again at once.</param>
public sealed record NodeProgress(string? Node, long Position, bool HasMore)
{
    /// <summary>How many lines it moved on; when they are many the host lets more gather before it calls again.</summary>
    public long Lines { get; init; }

    /// <summary>Whether it took as much as it takes at once; the host then calls again without waiting.</summary>
    public bool IsFull { get; init; }
}
