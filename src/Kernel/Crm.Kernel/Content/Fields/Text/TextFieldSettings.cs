using System.Text.Json.Serialization;

namespace Crm.Kernel.Content.Fields;

/// <summary>Settings of a text field.</summary>
public sealed class TextFieldSettings
{
    /// <summary>Help shown below.</summary>
    public string? Hint { get; set; }

    /// <summary>May not be blank.</summary>
    public bool Required { get; set; }

    /// <summary>What a new item starts with.</summary>
    public string? DefaultValue { get; set; }
}

/// <summary>At most how long a text may be.</summary>
public sealed class TextFieldLengthSettings
{
    /// <summary>Characters; null for no limit.</summary>
    public int? MaxLength { get; set; }
}

/// <summary>The choices of a text field edited as a predefined list.</summary>
public sealed class TextFieldPredefinedListEditorSettings
{
    /// <summary>The choices.</summary>
    public List<ListValueOption> Options { get; set; } = [];

    /// <summary>How they are offered.</summary>
    public PredefinedListEditor Editor { get; set; }

    /// <summary>The value chosen at first.</summary>
    public string? DefaultValue { get; set; }
}

/// <summary>A choice; the value when blank is the name. Orchard writes these members in lower case.</summary>
public sealed class ListValueOption
{
    /// <summary>The words shown.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = "";

    /// <summary>The value stored.</summary>
    [JsonPropertyName("value")]
    public string Value { get; set; } = "";
}

/// <summary>How a predefined list is offered.</summary>
public enum PredefinedListEditor
{
    /// <summary>One below the other.</summary>
    Radio,

    /// <summary>A drop-down.</summary>
    Dropdown,
}
