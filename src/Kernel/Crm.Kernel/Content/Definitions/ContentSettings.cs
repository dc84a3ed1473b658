using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Content.Json;

namespace Crm.Kernel.Content.Definitions;

/// <summary>Typed access to the settings of a definition: one object per settings class, unknown ones kept word for word.</summary>
public static class ContentSettings
{
    /// <summary>The settings of that class, a fresh copy; defaults when there are none. Flat members of old recipes are read too.</summary>
    public static T GetSettings<T>(this ContentTypeDefinition definition) where T : new() => Read<T>(definition.Settings);

    /// <inheritdoc cref="GetSettings{T}(ContentTypeDefinition)"/>
    public static T GetSettings<T>(this ContentTypePartDefinition definition) where T : new() => Read<T>(definition.Settings);

    /// <inheritdoc cref="GetSettings{T}(ContentTypeDefinition)"/>
    public static T GetSettings<T>(this ContentPartDefinition definition) where T : new() => Read<T>(definition.Settings);

    /// <inheritdoc cref="GetSettings{T}(ContentTypeDefinition)"/>
    public static T GetSettings<T>(this ContentPartFieldDefinition definition) where T : new() => Read<T>(definition.Settings);

    /// <summary>Writes the settings over those of their class; members the class does not know stay.</summary>
    public static void Write(JsonObject settings, object value)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(value, value.GetType(), ContentJson.Options)!;
        var name = value.GetType().Name;
        if (settings[name] is not JsonObject existing)
        {
            settings[name] = json;
            return;
        }

        foreach (var property in value.GetType().GetProperties().Where(property => !json.ContainsKey(property.Name)))
        {
            existing.Remove(property.Name);
        }

        JsonMerge.Into(existing, json);
    }

    /// <summary>The settings of that class; defaults when there are none.</summary>
    /// <exception cref="JsonException">A member does not fit.</exception>
    public static T Read<T>(JsonObject settings) where T : new()
    {
        if (settings[typeof(T).Name] is JsonObject own)
        {
            return own.Deserialize<T>(ContentJson.Options) ?? new T();
        }

        return IsFlat(settings) ? settings.Deserialize<T>(ContentJson.Options) ?? new T() : new T();
    }

    /// <summary>Whether the settings are written as before Orchard's RC2: members side by side, no class names.</summary>
    private static bool IsFlat(JsonObject settings) => settings.Count > 0 && settings.All(member => member.Value is null or JsonValue or JsonArray);
}
