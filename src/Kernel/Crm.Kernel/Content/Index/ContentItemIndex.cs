using Crm.Kernel.Data;

namespace Crm.Kernel.Content.Index;

/// <summary>One row for each version of an item.</summary>
public sealed class ContentItemIndex : MapIndex
{
    /// <summary>The item.</summary>
    public string ContentItemId { get; set; } = "";

    /// <summary>The version.</summary>
    public string ContentItemVersionId { get; set; } = "";

    /// <summary>The newest version.</summary>
    public bool Latest { get; set; }

    /// <summary>The published version.</summary>
    public bool Published { get; set; }

    /// <summary>The type.</summary>
    public string ContentType { get; set; } = "";

    /// <summary>Last change.</summary>
    public DateTime? ModifiedUtc { get; set; }

    /// <summary>Publication.</summary>
    public DateTime? PublishedUtc { get; set; }

    /// <summary>Creation.</summary>
    public DateTime? CreatedUtc { get; set; }

    /// <summary>The owner's user id.</summary>
    public string? Owner { get; set; }

    /// <summary>The name of the last editor.</summary>
    public string? Author { get; set; }

    /// <summary>The title, 255 characters at most.</summary>
    public string? DisplayText { get; set; }

    /// <summary>What titles sort by, see <see cref="SortKeys"/>.</summary>
    public string DisplayTextSort { get; set; } = "";

    /// <summary>When it went to the trash; null when it is not there.</summary>
    public DateTime? RemovedUtc { get; set; }
}
