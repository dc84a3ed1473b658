namespace Crm.Kernel.Content.Parts;

/// <summary>The title; it becomes the item's <see cref="ContentItem.DisplayText"/>.</summary>
public sealed class TitlePart : ContentPart
{
    /// <summary>The title.</summary>
    public string? Title { get; set; }
}
