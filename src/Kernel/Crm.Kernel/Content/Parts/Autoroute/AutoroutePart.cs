namespace Crm.Kernel.Content.Parts;

/// <summary>The item's own address.</summary>
public sealed class AutoroutePart : ContentPart
{
    /// <summary>The path, without a leading slash.</summary>
    public string? Path { get; set; }

    /// <summary>Makes the item the home page when it is published.</summary>
    public bool SetHomepage { get; set; }

    /// <summary>Has no address.</summary>
    public bool Disabled { get; set; }

    /// <summary>Contained items have addresses too.</summary>
    public bool RouteContainedItems { get; set; }

    /// <summary>Of a contained item: the path does not stand below its container's.</summary>
    public bool Absolute { get; set; }
}
