namespace Crm.Kernel.Content.Fields;

/// <summary>Settings of a day.</summary>
public sealed class DateFieldSettings
{
    /// <summary>Help shown below.</summary>
    public string? Hint { get; set; }

    /// <summary>May not be blank.</summary>
    public bool Required { get; set; }
}
