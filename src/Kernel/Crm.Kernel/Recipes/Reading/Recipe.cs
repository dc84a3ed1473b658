using System.Text.Json.Nodes;

namespace Crm.Kernel.Recipes.Reading;

/// <summary>A recipe that was read: its steps as written, expressions and all.</summary>
internal sealed record Recipe(RecipeDescriptor Descriptor, JsonObject Variables, IReadOnlyList<JsonObject> Steps, RecipeText Text)
{
    internal string Name => Descriptor.Name;

    internal string File => Descriptor.FileName;

    internal static string StepPath(int index) => JsonPaths.Item("steps", index);

    internal static string StepName(JsonObject step)
        => step["name"] is JsonValue value && value.TryGetValue<string>(out var name) ? name : "";
}
