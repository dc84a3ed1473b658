namespace Crm.Kernel.Content.Parts;

/// <summary>Settings of an alias.</summary>
public sealed class AliasPartSettings
{
    /// <summary>Liquid that makes the alias.</summary>
    public string? Pattern { get; set; }

    /// <summary>Whether people may change it.</summary>
    public AliasPartOptions Options { get; set; }
}

/// <summary>Whether people may change an alias.</summary>
public enum AliasPartOptions
{
    /// <summary>They may.</summary>
    Editable,

    /// <summary>They may not.</summary>
    GeneratedDisabled,
}
