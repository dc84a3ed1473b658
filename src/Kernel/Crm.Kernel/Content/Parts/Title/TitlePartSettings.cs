namespace Crm.Kernel.Content.Parts;

/// <summary>Settings of a title.</summary>
public sealed class TitlePartSettings
{
    /// <summary>How the title comes about.</summary>
    public TitlePartOptions Options { get; set; }

    /// <summary>Liquid that makes the title.</summary>
    public string? Pattern { get; set; }

    /// <summary>Shown with the item.</summary>
    public bool RenderTitle { get; set; } = true;
}

/// <summary>How a title comes about.</summary>
public enum TitlePartOptions
{
    /// <summary>Written by people, may be blank.</summary>
    Editable,

    /// <summary>Made by the pattern, shown.</summary>
    GeneratedDisabled,

    /// <summary>Made by the pattern, not shown.</summary>
    GeneratedHidden,

    /// <summary>Written by people.</summary>
    EditableRequired,
}
