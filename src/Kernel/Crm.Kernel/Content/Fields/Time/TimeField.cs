namespace Crm.Kernel.Content.Fields;

/// <summary>A time of day.</summary>
public sealed class TimeField : ContentField
{
    /// <summary>The time, or null.</summary>
    public TimeSpan? Value { get; set; }
}
