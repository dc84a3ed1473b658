using System.Text.Json.Serialization;

namespace Crm.Kernel.Content.Fields;

/// <summary>Settings of several texts.</summary>
public sealed class MultiTextFieldSettings
{
    /// <summary>Help shown below.</summary>
    public string? Hint { get; set; }

    /// <summary>At least one.</summary>
    public bool Required { get; set; }

    /// <summary>The choices; none means that anything may be written.</summary>
    public List<MultiTextFieldValueOption> Options { get; set; } = [];
}

/// <summary>A choice. Orchard writes these members in lower case.</summary>
public sealed class MultiTextFieldValueOption
{
    /// <summary>The words shown.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = "";

    /// <summary>The value stored.</summary>
    [JsonPropertyName("value")]
    public string Value { get; set; } = "";

    /// <summary>Chosen at first.</summary>
    [JsonPropertyName("default")]
    public bool Default { get; set; }
}
