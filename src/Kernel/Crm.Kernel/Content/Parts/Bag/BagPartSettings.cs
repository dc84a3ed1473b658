namespace Crm.Kernel.Content.Parts;

/// <summary>Settings of a bag.</summary>
public sealed class BagPartSettings
{
    /// <summary>The types it takes.</summary>
    public string[] ContainedContentTypes { get; set; } = [];

    /// <summary>The stereotypes it takes.</summary>
    public string[] ContainedStereotypes { get; set; } = [];

    /// <summary>Display type of the items.</summary>
    public string? DisplayType { get; set; }

    /// <summary>Items are folded in the editor.</summary>
    public bool CollapseContainedItems { get; set; }
}
