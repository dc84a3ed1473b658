namespace Crm.Kernel.Content.Fields;

/// <summary>Files of the media folder.</summary>
public sealed class MediaField : ContentField
{
    /// <summary>Paths below the media folder.</summary>
    public string[] Paths { get; set; } = [];

    /// <summary>A text for each path.</summary>
    public string[] MediaTexts { get; set; } = [];
}
