namespace Crm.Kernel.Content.Parts;

/// <summary>Items inside the item.</summary>
public sealed class BagPart : ContentPart
{
    /// <summary>The items.</summary>
    public List<ContentItem> ContentItems { get; set; } = [];
}
