namespace Crm.Kernel.Content.Parts;

/// <summary>Formatted text, the item's body.</summary>
public sealed class HtmlBodyPart : ContentPart
{
    /// <summary>The HTML.</summary>
    public string? Html { get; set; }
}
