namespace Crm.Kernel.Content.Definitions;

/// <summary>Settings of a type.</summary>
public sealed class ContentTypeSettings
{
    /// <summary>People may create items.</summary>
    public bool Creatable { get; set; }

    /// <summary>Shown in lists.</summary>
    public bool Listable { get; set; }

    /// <summary>Items may be drafts.</summary>
    public bool Draftable { get; set; }

    /// <summary>Each publication keeps the version before.</summary>
    public bool Versionable { get; set; }

    /// <summary>The type has rights of its own.</summary>
    public bool Securable { get; set; }

    /// <summary>"Widget", "CustomSettings" …, or null.</summary>
    public string? Stereotype { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }
}

/// <summary>Settings of a part in a type.</summary>
public sealed class ContentTypePartSettings
{
    /// <summary>Name shown.</summary>
    public string? DisplayName { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>Dotted number among the parts.</summary>
    public string? Position { get; set; }

    /// <summary>How it is displayed.</summary>
    public string? DisplayMode { get; set; }

    /// <summary>How it is edited.</summary>
    public string? Editor { get; set; }
}

/// <summary>Settings of a part.</summary>
public sealed class ContentPartSettings
{
    /// <summary>May be added to types by hand.</summary>
    public bool Attachable { get; set; }

    /// <summary>May be added more than once, under different names.</summary>
    public bool Reusable { get; set; }

    /// <summary>Name shown.</summary>
    public string? DisplayName { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>Dotted number when it is added.</summary>
    public string? DefaultPosition { get; set; }
}

/// <summary>Settings of a field.</summary>
public sealed class ContentPartFieldSettings
{
    /// <summary>Label.</summary>
    public string? DisplayName { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>How it is edited: "TextArea", "PredefinedList" …; blank for the standard editor.</summary>
    public string? Editor { get; set; }

    /// <summary>How it is displayed; blank for the standard way.</summary>
    public string? DisplayMode { get; set; }

    /// <summary>Dotted number among the fields.</summary>
    public string? Position { get; set; }
}

/// <summary>Whether lists filter and sort by the field.</summary>
public sealed class FieldIndexSettings
{
    /// <summary>The field has a table of its own that lists filter by.</summary>
    public bool Filterable { get; set; }
}

/// <summary>Fields taken off a part: their data stay in the items, and they may be brought back.</summary>
public sealed class RemovedFieldsSettings
{
    /// <summary>The definitions as they were.</summary>
    public List<ContentPartFieldDefinition> Fields { get; set; } = [];
}
