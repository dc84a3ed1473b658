namespace Crm.Kernel.Content;

/// <summary>The part and field classes of the tenant's modules, by name.</summary>
public sealed class ContentOptions
{
    /// <summary>Part classes by technical name.</summary>
    public Dictionary<string, Type> Parts { get; } = new(StringComparer.Ordinal);

    /// <summary>Field classes by technical name.</summary>
    public Dictionary<string, Type> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>The part's class; <see cref="ContentPart"/> when no module brings one.</summary>
    public Type PartType(string name) => Parts.GetValueOrDefault(name, typeof(ContentPart));

    /// <summary>The field's class, or null.</summary>
    public Type? FieldType(string name) => Fields.GetValueOrDefault(name);
}
