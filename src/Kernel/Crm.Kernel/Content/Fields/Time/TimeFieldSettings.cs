namespace Crm.Kernel.Content.Fields;

/// <summary>Settings of a time of day.</summary>
public sealed class TimeFieldSettings
{
    /// <summary>Help shown below.</summary>
    public string? Hint { get; set; }

    /// <summary>May not be blank.</summary>
    public bool Required { get; set; }

    /// <summary>Step of the editor in seconds, as text.</summary>
    public string? Step { get; set; }
}
