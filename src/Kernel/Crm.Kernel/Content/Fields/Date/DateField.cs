namespace Crm.Kernel.Content.Fields;

/// <summary>A day.</summary>
public sealed class DateField : ContentField
{
    /// <summary>The day at midnight, without regard to zones; or null.</summary>
    public DateTime? Value { get; set; }
}
