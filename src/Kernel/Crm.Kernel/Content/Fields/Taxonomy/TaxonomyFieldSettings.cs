namespace Crm.Kernel.Content.Fields;

/// <summary>Settings of a taxonomy field.</summary>
public sealed class TaxonomyFieldSettings
{
    /// <summary>Help shown below.</summary>
    public string? Hint { get; set; }

    /// <summary>At least one.</summary>
    public bool Required { get; set; }

    /// <summary>The taxonomy.</summary>
    public string? TaxonomyContentItemId { get; set; }

    /// <summary>One term at most.</summary>
    public bool Unique { get; set; }

    /// <summary>Only terms without children.</summary>
    public bool LeavesOnly { get; set; }

    /// <summary>Terms may be added while editing.</summary>
    public bool Open { get; set; }
}
