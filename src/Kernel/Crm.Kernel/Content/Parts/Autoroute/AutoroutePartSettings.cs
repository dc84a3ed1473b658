namespace Crm.Kernel.Content.Parts;

/// <summary>Settings of an address.</summary>
public sealed class AutoroutePartSettings
{
    /// <summary>People may write the path.</summary>
    public bool AllowCustomPath { get; set; }

    /// <summary>Liquid that makes the path.</summary>
    public string? Pattern { get; set; } = "{{ ContentItem.DisplayText | slugify }}";

    /// <summary>The home page may be set.</summary>
    public bool ShowHomepageOption { get; set; }

    /// <summary>The path may be made anew.</summary>
    public bool AllowUpdatePath { get; set; }

    /// <summary>The address may be switched off.</summary>
    public bool AllowDisabled { get; set; }

    /// <summary>Contained items may have addresses.</summary>
    public bool AllowRouteContainedItems { get; set; }

    /// <summary>Contained items' paths are made here.</summary>
    public bool ManageContainedItemRoutes { get; set; }

    /// <summary>Contained items may have absolute paths.</summary>
    public bool AllowAbsolutePath { get; set; }
}
