namespace Crm.Kernel.Content.Fields;

/// <summary>Settings of a number.</summary>
public sealed class NumericFieldSettings
{
    /// <summary>Help shown below.</summary>
    public string? Hint { get; set; }

    /// <summary>May not be blank.</summary>
    public bool Required { get; set; }

    /// <summary>Decimals.</summary>
    public int Scale { get; set; }

    /// <summary>The smallest value allowed.</summary>
    public decimal? Minimum { get; set; }

    /// <summary>The largest value allowed.</summary>
    public decimal? Maximum { get; set; }

    /// <summary>Shown while blank.</summary>
    public string? Placeholder { get; set; }

    /// <summary>What a new item starts with, as text.</summary>
    public string? DefaultValue { get; set; }
}
