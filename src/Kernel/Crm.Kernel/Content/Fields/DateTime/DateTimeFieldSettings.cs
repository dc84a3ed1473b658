namespace Crm.Kernel.Content.Fields;

/// <summary>Settings of a moment.</summary>
public sealed class DateTimeFieldSettings
{
    /// <summary>Help shown below.</summary>
    public string? Hint { get; set; }

    /// <summary>May not be blank.</summary>
    public bool Required { get; set; }
}
