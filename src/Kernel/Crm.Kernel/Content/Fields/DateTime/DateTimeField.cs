namespace Crm.Kernel.Content.Fields;

/// <summary>A moment.</summary>
public sealed class DateTimeField : ContentField
{
    /// <summary>The moment in UTC, or null.</summary>
    public System.DateTime? Value { get; set; }
}
