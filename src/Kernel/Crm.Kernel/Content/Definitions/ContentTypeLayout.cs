namespace Crm.Kernel.Content.Definitions;

/// <summary>A type with its parts and fields resolved and in their effective order, made once per state of the definitions. To read only.</summary>
public sealed class ContentTypeLayout
{
    internal ContentTypeLayout(ContentTypeDefinition definition, ContentDefinitionRecord record)
    {
        Definition = definition;
        Settings = definition.GetSettings<ContentTypeSettings>();
        var parts = record.ContentPartDefinitionRecords.ToLookup(part => part.Name, StringComparer.OrdinalIgnoreCase);
        Parts = [.. definition.ContentTypePartDefinitionRecords
            .Select(part => new ContentPartLayout(this, part, parts[part.PartName].FirstOrDefault() ?? new ContentPartDefinition { Name = part.PartName }))
            .OrderBy(part => part.Settings.Position ?? part.Part.GetSettings<ContentPartSettings>().DefaultPosition, DottedPosition.Comparer)];
    }

    /// <summary>Technical name.</summary>
    public string Name => Definition.Name;

    /// <summary>Name shown, not yet translated.</summary>
    public string DisplayName => string.IsNullOrWhiteSpace(Definition.DisplayName) ? Definition.Name : Definition.DisplayName;

    /// <summary>The definition.</summary>
    public ContentTypeDefinition Definition { get; }

    /// <summary>The type's settings.</summary>
    public ContentTypeSettings Settings { get; }

    /// <summary>The parts in order.</summary>
    public IReadOnlyList<ContentPartLayout> Parts { get; }

    /// <summary>All fields of all parts in order.</summary>
    public IEnumerable<ContentFieldLayout> Fields => Parts.SelectMany(part => part.Fields);

    /// <summary>The part stored under that name, or null.</summary>
    public ContentPartLayout? Part(string name) => Parts.FirstOrDefault(part => part.Name == name);

    /// <summary>The field at <c>Part.Field</c>, or null.</summary>
    public ContentFieldLayout? Field(string path) => Fields.FirstOrDefault(field => field.Path == path);
}

/// <summary>A part of a type.</summary>
public sealed class ContentPartLayout
{
    internal ContentPartLayout(ContentTypeLayout type, ContentTypePartDefinition definition, ContentPartDefinition part)
    {
        Type = type;
        Definition = definition;
        Part = part;
        Settings = definition.GetSettings<ContentTypePartSettings>();
        Fields = [.. part.ContentPartFieldDefinitionRecords.Select(field => new ContentFieldLayout(this, field)).OrderBy(field => field.Settings.Position, DottedPosition.Comparer)];
    }

    /// <summary>The type.</summary>
    public ContentTypeLayout Type { get; }

    /// <summary>The name its JSON is stored under.</summary>
    public string Name => string.IsNullOrEmpty(Definition.Name) ? Definition.PartName : Definition.Name;

    /// <summary>The part's technical name.</summary>
    public string PartName => Definition.PartName;

    /// <summary>Name shown, not yet translated.</summary>
    public string DisplayName => Settings.DisplayName is { Length: > 0 } name ? name : Part.GetSettings<ContentPartSettings>().DisplayName is { Length: > 0 } own ? own : Name == PartName ? Words(Name) : Name;

    /// <summary>The part as attached.</summary>
    public ContentTypePartDefinition Definition { get; }

    /// <summary>The part itself; an empty one when the part has no definition of its own.</summary>
    public ContentPartDefinition Part { get; }

    /// <summary>Settings as attached.</summary>
    public ContentTypePartSettings Settings { get; }

    /// <summary>The fields in order.</summary>
    public IReadOnlyList<ContentFieldLayout> Fields { get; }

    /// <summary>The words of a technical name: “Contact points” of ContactPointsPart.</summary>
    public static string Words(string partName)
    {
        var name = partName.EndsWith("Part", StringComparison.Ordinal) && partName.Length > 4 ? partName[..^4] : partName;
        return string.Concat(name.Select((letter, at) => at > 0 && char.IsUpper(letter) && !char.IsUpper(name[at - 1]) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString()));
    }

    private readonly System.Collections.Concurrent.ConcurrentDictionary<Type, object> _settings = new();

    /// <summary>Settings of that class, shared: never change them.</summary>
    public T GetSettings<T>() where T : new() => (T)_settings.GetOrAdd(typeof(T), _ => Definition.GetSettings<T>()!);
}

/// <summary>A field of a part of a type.</summary>
public sealed class ContentFieldLayout
{
    internal ContentFieldLayout(ContentPartLayout part, ContentPartFieldDefinition definition)
    {
        Part = part;
        Definition = definition;
        Settings = definition.GetSettings<ContentPartFieldSettings>();
        Path = part.Name + "." + definition.Name;
    }

    /// <summary>The part.</summary>
    public ContentPartLayout Part { get; }

    /// <summary>The definition.</summary>
    public ContentPartFieldDefinition Definition { get; }

    /// <summary>Technical name.</summary>
    public string Name => Definition.Name;

    /// <summary>The field's type, <c>TextField</c>.</summary>
    public string FieldName => Definition.FieldName;

    /// <summary>Label, not yet translated.</summary>
    public string DisplayName => Settings.DisplayName is { Length: > 0 } name ? name : Name;

    /// <summary><c>Part.Field</c>.</summary>
    public string Path { get; }

    /// <summary>Common settings.</summary>
    public ContentPartFieldSettings Settings { get; }

    private readonly System.Collections.Concurrent.ConcurrentDictionary<Type, object> _settings = new();

    /// <summary>Settings of that class, shared: never change them.</summary>
    public T GetSettings<T>() where T : new() => (T)_settings.GetOrAdd(typeof(T), _ => Definition.GetSettings<T>()!);
}
