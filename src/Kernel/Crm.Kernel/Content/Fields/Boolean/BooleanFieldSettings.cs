namespace Crm.Kernel.Content.Fields;

/// <summary>Settings of a yes/no field.</summary>
public sealed class BooleanFieldSettings
{
    /// <summary>Help shown below.</summary>
    public string? Hint { get; set; }

    /// <summary>The words beside the box.</summary>
    public string? Label { get; set; }

    /// <summary>What a new item starts with.</summary>
    public bool DefaultValue { get; set; }
}
