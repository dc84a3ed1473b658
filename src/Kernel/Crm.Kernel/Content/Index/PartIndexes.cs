using Crm.Kernel.Data;

namespace Crm.Kernel.Content.Index;

/// <summary>Addresses of items.</summary>
public sealed class AutoroutePartIndex : MapIndex
{
    /// <summary>The item.</summary>
    public string ContentItemId { get; set; } = "";

    /// <summary>The contained item the address leads to, or null.</summary>
    public string? ContainedContentItemId { get; set; }

    /// <summary>Where the contained item lies in its container, or null.</summary>
    public string? JsonPath { get; set; }

    /// <summary>The path without a leading slash.</summary>
    public string Path { get; set; } = "";

    /// <summary>Of the published version.</summary>
    public bool Published { get; set; }

    /// <summary>Of the newest version.</summary>
    public bool Latest { get; set; }
}

/// <summary>Aliases of items.</summary>
public sealed class AliasPartIndex : MapIndex
{
    /// <summary>The alias in lower case.</summary>
    public string Alias { get; set; } = "";

    /// <summary>The item.</summary>
    public string ContentItemId { get; set; } = "";

    /// <summary>Of the newest version.</summary>
    public bool Latest { get; set; }

    /// <summary>Of the published version.</summary>
    public bool Published { get; set; }
}

/// <summary>Items of lists.</summary>
public sealed class ContainedPartIndex : MapIndex
{
    /// <summary>The list.</summary>
    public string ListContentItemId { get; set; } = "";

    /// <summary>The list's type.</summary>
    public string? ListContentType { get; set; }

    /// <summary>Place in the list.</summary>
    public int Order { get; set; }

    /// <summary>The item.</summary>
    public string ContentItemId { get; set; } = "";

    /// <summary>Of the published version.</summary>
    public bool Published { get; set; }

    /// <summary>Of the newest version.</summary>
    public bool Latest { get; set; }

    /// <summary>The title.</summary>
    public string? DisplayText { get; set; }
}

/// <summary>Terms that items bear.</summary>
public sealed class TaxonomyIndex : MapIndex
{
    /// <summary>The taxonomy.</summary>
    public string TaxonomyContentItemId { get; set; } = "";

    /// <summary>The item.</summary>
    public string ContentItemId { get; set; } = "";

    /// <summary>The item's type.</summary>
    public string ContentType { get; set; } = "";

    /// <summary>The part.</summary>
    public string ContentPart { get; set; } = "";

    /// <summary>The field.</summary>
    public string ContentField { get; set; } = "";

    /// <summary>The term.</summary>
    public string TermContentItemId { get; set; } = "";

    /// <summary>Of the published version.</summary>
    public bool Published { get; set; }

    /// <summary>Of the newest version.</summary>
    public bool Latest { get; set; }
}
