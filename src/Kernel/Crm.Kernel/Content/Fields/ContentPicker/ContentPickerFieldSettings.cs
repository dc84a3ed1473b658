namespace Crm.Kernel.Content.Fields;

/// <summary>Settings of links to other items.</summary>
public sealed class ContentPickerFieldSettings
{
    /// <summary>Help shown below.</summary>
    public string? Hint { get; set; }

    /// <summary>At least one.</summary>
    public bool Required { get; set; }

    /// <summary>More than one.</summary>
    public bool Multiple { get; set; }

    /// <summary>Items of any type.</summary>
    public bool DisplayAllContentTypes { get; set; }

    /// <summary>The types offered.</summary>
    public string[] DisplayedContentTypes { get; set; } = [];

    /// <summary>The stereotypes offered.</summary>
    public string[] DisplayedStereotypes { get; set; } = [];

    /// <summary>How an item is named in the picker, in Liquid.</summary>
    public string? TitlePattern { get; set; }
}
