using System.Text.Json.Nodes;

namespace Crm.Kernel.Content.Definitions;

/// <summary>All definitions of a tenant, one document. Unknown settings classes are kept word for word.</summary>
public sealed class ContentDefinitionRecord
{
    /// <summary>The types.</summary>
    public List<ContentTypeDefinition> ContentTypeDefinitionRecords { get; set; } = [];

    /// <summary>The parts that carry fields.</summary>
    public List<ContentPartDefinition> ContentPartDefinitionRecords { get; set; } = [];
}

/// <summary>A content type.</summary>
public sealed class ContentTypeDefinition
{
    /// <summary>Technical name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Name shown.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Settings by class name, <c>ContentTypeSettings</c> among them.</summary>
    public JsonObject Settings { get; set; } = [];

    /// <summary>The parts attached.</summary>
    public List<ContentTypePartDefinition> ContentTypePartDefinitionRecords { get; set; } = [];
}

/// <summary>A part attached to a type.</summary>
public sealed class ContentTypePartDefinition
{
    /// <summary>The part's technical name.</summary>
    public string PartName { get; set; } = "";

    /// <summary>The name under which its JSON is stored; differs for named reusable parts.</summary>
    public string Name { get; set; } = "";

    /// <summary>Settings by class name.</summary>
    public JsonObject Settings { get; set; } = [];
}

/// <summary>A part with its fields.</summary>
public sealed class ContentPartDefinition
{
    /// <summary>Technical name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Settings by class name.</summary>
    public JsonObject Settings { get; set; } = [];

    /// <summary>The fields.</summary>
    public List<ContentPartFieldDefinition> ContentPartFieldDefinitionRecords { get; set; } = [];
}

/// <summary>A field of a part.</summary>
public sealed class ContentPartFieldDefinition
{
    /// <summary>The field's type (<c>TextField</c>).</summary>
    public string FieldName { get; set; } = "";

    /// <summary>The field's technical name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Settings by class name.</summary>
    public JsonObject Settings { get; set; } = [];
}
