namespace Crm.Kernel.Data.Sessions;

/// <summary>An object the session knows.</summary>
internal sealed class Tracked(object document, long id)
{
    public object Document { get; } = document;

    public long Id { get; } = id;

    /// <summary>The version as loaded or last flushed; 0 when it is not in the database yet.</summary>
    public long Version { get; set; }

    /// <summary>The content as loaded or last flushed; null for a new one.</summary>
    public byte[]? Content { get; set; }

    /// <summary>What the next flush does with it.</summary>
    public PendingChange Pending { get; set; }

    public bool CheckConcurrency { get; set; }

    /// <summary>Whether an <see cref="IDocumentManager{TDocument}"/> keeps it.</summary>
    public bool IsSingleton { get; set; }

    /// <summary>For a document made again after its deletion: the version it begins with.</summary>
    public long FirstVersion { get; set; } = 1;

    /// <summary>The event to record instead of the context's.</summary>
    public string? Event { get; set; }
}

internal enum PendingChange
{
    None,
    Save,
    Delete,
}
