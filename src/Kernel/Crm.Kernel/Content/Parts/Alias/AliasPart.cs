namespace Crm.Kernel.Content.Parts;

/// <summary>A name by which the item is found.</summary>
public sealed class AliasPart : ContentPart
{
    /// <summary>The name.</summary>
    public string? Alias { get; set; }
}
