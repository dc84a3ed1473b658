namespace Crm.Kernel.Content.Trash;

/// <summary>Welded onto a row that went to the trash, and taken off when it comes back.</summary>
public sealed class TrashPart : ContentPart
{
    /// <summary>When.</summary>
    public DateTime RemovedUtc { get; set; }

    /// <summary>By whom, the name shown.</summary>
    public string RemovedBy { get; set; } = "";

    /// <summary>The row was the newest.</summary>
    public bool WasLatest { get; set; }

    /// <summary>The row was published.</summary>
    public bool WasPublished { get; set; }
}
