namespace Crm.Kernel.Content.Fields;

/// <summary>Settings of a media field.</summary>
public sealed class MediaFieldSettings
{
    /// <summary>Help shown below.</summary>
    public string? Hint { get; set; }

    /// <summary>At least one.</summary>
    public bool Required { get; set; }

    /// <summary>More than one.</summary>
    public bool Multiple { get; set; } = true;

    /// <summary>Each file has a text.</summary>
    public bool AllowMediaText { get; set; } = true;

    /// <summary>Each picture has a focus.</summary>
    public bool AllowAnchors { get; set; }

    /// <summary>Extensions as <c>.png</c>; none means all that the media folder takes.</summary>
    public string[] AllowedExtensions { get; set; } = [];
}
