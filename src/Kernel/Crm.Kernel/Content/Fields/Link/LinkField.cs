namespace Crm.Kernel.Content.Fields;

/// <summary>A link.</summary>
public sealed class LinkField : ContentField
{
    /// <summary>The address.</summary>
    public string? Url { get; set; }

    /// <summary>The words.</summary>
    public string? Text { get; set; }

    /// <summary>The frame, as <c>_blank</c>.</summary>
    public string? Target { get; set; }
}
