namespace Crm.Kernel.Content.Parts;

/// <summary>A tree of terms; each term is an item with a <see cref="TermPart"/> and its children under <c>Terms</c>.</summary>
public sealed class TaxonomyPart : ContentPart
{
    /// <summary>The type of the terms.</summary>
    public string? TermContentType { get; set; }

    /// <summary>The terms of the first level.</summary>
    public List<ContentItem> Terms { get; set; } = [];
}

/// <summary>Marks an item as a term.</summary>
public sealed class TermPart : ContentPart
{
    /// <summary>The taxonomy's id.</summary>
    public string? TaxonomyContentItemId { get; set; }
}
