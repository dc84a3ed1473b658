namespace Crm.Kernel.Content.Fields;

/// <summary>A number.</summary>
public sealed class NumericField : ContentField
{
    /// <summary>The number, or null.</summary>
    public decimal? Value { get; set; }
}
