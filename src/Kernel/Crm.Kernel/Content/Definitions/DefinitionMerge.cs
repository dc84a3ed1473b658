using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Content.Json;

namespace Crm.Kernel.Content.Definitions;

/// <summary>Merging and copying definitions.</summary>
internal static class DefinitionMerge
{
    /// <summary>Adds the types, parts and fields, and lays settings over those that exist. A type's settings count only when it bears a display name.</summary>
    public static void Into(ContentDefinitionRecord target, ContentDefinitionRecord over)
    {
        foreach (var part in over.ContentPartDefinitionRecords)
        {
            Merge(target.ContentPartDefinitionRecords, part);
        }

        foreach (var type in over.ContentTypeDefinitionRecords)
        {
            Merge(target.ContentTypeDefinitionRecords, type);
        }
    }

    public static ContentTypeDefinition Copy(this ContentTypeDefinition definition) => Copy<ContentTypeDefinition>(definition);

    public static ContentPartDefinition Copy(this ContentPartDefinition definition) => Copy<ContentPartDefinition>(definition);

    private static T Copy<T>(T value) => JsonSerializer.SerializeToElement(value, ContentJson.Options).Deserialize<T>(ContentJson.Options)!;

    private static void Merge(List<ContentPartDefinition> parts, ContentPartDefinition over)
    {
        var part = parts.Find(part => Same(part.Name, over.Name));
        if (part is null)
        {
            parts.Add(part = new ContentPartDefinition { Name = over.Name });
        }

        JsonMerge.Into(part.Settings, over.Settings ?? []);
        foreach (var fieldOver in over.ContentPartFieldDefinitionRecords ?? [])
        {
            var field = part.ContentPartFieldDefinitionRecords.Find(field => Same(field.Name, fieldOver.Name));
            if (field is null)
            {
                part.ContentPartFieldDefinitionRecords.Add(field = new ContentPartFieldDefinition { Name = fieldOver.Name });
            }

            field.FieldName = fieldOver.FieldName is { Length: > 0 } fieldName ? fieldName : field.FieldName;
            JsonMerge.Into(field.Settings, fieldOver.Settings ?? []);
        }
    }

    private static void Merge(List<ContentTypeDefinition> types, ContentTypeDefinition over)
    {
        var type = types.Find(type => Same(type.Name, over.Name));
        if (type is null)
        {
            types.Add(type = new ContentTypeDefinition { Name = over.Name, DisplayName = over.Name });
        }

        if (!string.IsNullOrWhiteSpace(over.DisplayName))
        {
            type.DisplayName = over.DisplayName;
            JsonMerge.Into(type.Settings, over.Settings ?? []);
        }

        foreach (var partOver in over.ContentTypePartDefinitionRecords ?? [])
        {
            var name = partOver.Name is { Length: > 0 } own ? own : partOver.PartName;
            var part = type.ContentTypePartDefinitionRecords.Find(part => Same(part.Name, name));
            if (part is null)
            {
                type.ContentTypePartDefinitionRecords.Add(part = new ContentTypePartDefinition { Name = name, PartName = partOver.PartName });
            }

            JsonMerge.Into(part.Settings, partOver.Settings ?? []);
        }
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
