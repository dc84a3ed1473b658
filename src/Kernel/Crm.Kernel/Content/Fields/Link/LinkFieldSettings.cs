namespace Crm.Kernel.Content.Fields;

/// <summary>Settings of a link.</summary>
public sealed class LinkFieldSettings
{
    /// <summary>Help shown below.</summary>
    public string? Hint { get; set; }

    /// <summary>Help for the words.</summary>
    public string? HintLinkText { get; set; }

    /// <summary>May not be blank.</summary>
    public bool Required { get; set; }

    /// <summary>What the words may be.</summary>
    public LinkTextMode LinkTextMode { get; set; }

    /// <summary>Shown while the address is blank.</summary>
    public string? UrlPlaceholder { get; set; }

    /// <summary>Shown while the words are blank.</summary>
    public string? TextPlaceholder { get; set; }

    /// <summary>What a new item starts with.</summary>
    public string? DefaultUrl { get; set; }

    /// <summary>What a new item starts with; the words when they are static.</summary>
    public string? DefaultText { get; set; }

    /// <summary>What a new item starts with.</summary>
    public string? DefaultTarget { get; set; }
}

/// <summary>What the words of a link may be.</summary>
public enum LinkTextMode
{
    /// <summary>May be blank.</summary>
    Optional,

    /// <summary>May not be blank.</summary>
    Required,

    /// <summary>Always the default words.</summary>
    Static,

    /// <summary>The address is shown.</summary>
    Url,
}
