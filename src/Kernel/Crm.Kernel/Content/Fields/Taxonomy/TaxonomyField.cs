namespace Crm.Kernel.Content.Fields;

/// <summary>Terms of a taxonomy.</summary>
public sealed class TaxonomyField : ContentField
{
    /// <summary>The taxonomy's id.</summary>
    public string? TaxonomyContentItemId { get; set; }

    /// <summary>The terms' ids.</summary>
    public string[] TermContentItemIds { get; set; } = [];

    /// <summary>The terms' names, kept by the tags editor.</summary>
    public string[]? TagNames { get; set; }
}
