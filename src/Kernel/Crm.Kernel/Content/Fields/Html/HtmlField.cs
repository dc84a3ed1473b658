namespace Crm.Kernel.Content.Fields;

/// <summary>Formatted text.</summary>
public sealed class HtmlField : ContentField
{
    /// <summary>The HTML.</summary>
    public string? Html { get; set; }
}
