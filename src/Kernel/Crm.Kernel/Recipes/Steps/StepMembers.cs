using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Crm.Kernel.Recipes.Steps;

/// <summary>Reads members of a step as recipes mean them: names without regard to case, numbers, booleans and enums also from strings.</summary>
public static class StepMembers
{
    /// <summary>The options every handler reads a step's members with.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNameCaseInsensitive = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = Reading.RecipeText.MaxDepth,
        Converters = { new JsonStringEnumConverter(), new LenientBoolean() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A member by name, or null.</summary>
    public static JsonNode? Get(JsonObject step, string name)
        => step.TryGetPropertyValue(name, out var value) ? value : step.FirstOrDefault(member => member.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>An array member; empty when it is absent.</summary>
    public static JsonArray Array(JsonObject step, string name) => Get(step, name) as JsonArray ?? [];

    /// <summary>A member as a value; the default when it is absent or null.</summary>
    public static T? Read<T>(JsonObject step, string name) => Get(step, name) is { } node ? node.Deserialize<T>(Options) : default;

    private sealed class LenientBoolean : JsonConverter<bool>
    {
        public override bool Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
            => reader.TokenType == JsonTokenType.String ? bool.TryParse(reader.GetString(), out var value) && value : reader.GetBoolean();

        public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
    }
}
