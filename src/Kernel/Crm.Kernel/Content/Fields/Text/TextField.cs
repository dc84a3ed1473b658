namespace Crm.Kernel.Content.Fields;

/// <summary>A line or more of text.</summary>
public sealed class TextField : ContentField
{
    /// <summary>The text.</summary>
    public string? Text { get; set; }
}
