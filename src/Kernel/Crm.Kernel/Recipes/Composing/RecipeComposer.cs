using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Recipes.Steps;

namespace Crm.Kernel.Recipes.Composing;

/// <summary>Writes a recipe that recreates the running tenant, or chosen parts of it.</summary>
public sealed class RecipeComposer(IEnumerable<IRecipeExporter> exporters, TimeProvider time)
{
    // A step stands behind those it relies on.
    private static readonly string[] Order = ["feature", "themes", "Roles", "settings", "ContentDefinition", "custom-settings", "content", "media", "queries", "Templates", "Translations", "Users", "*"];

    private static readonly JsonSerializerOptions Written = new(StepMembers.Options) { WriteIndented = true };

    /// <summary>What can be exported: each step with its choices, in the order the recipe has them; steps with nothing to choose are left out.</summary>
    public async Task<IReadOnlyList<ComposedStep>> ListAsync()
    {
        var steps = new List<ComposedStep>();
        foreach (var exporter in InOrder())
        {
            if (await exporter.ListChoicesAsync() is { Count: > 0 } choices)
            {
                steps.Add(new ComposedStep(exporter.StepName, choices));
            }
        }

        return steps;
    }

    /// <summary>The recipe.</summary>
    /// <param name="choices">Chosen ids by step name; a step that is not named is left out, one with null is taken whole. Null takes everything but accounts.</param>
    public async Task<JsonObject> ComposeAsync(string name, string displayName, string description, IReadOnlyDictionary<string, IReadOnlyCollection<string>?>? choices = null)
    {
        var steps = new JsonArray();
        foreach (var exporter in InOrder().Where(exporter => choices?.ContainsKey(exporter.StepName) ?? exporter.StepName != "Users"))
        {
            foreach (var step in await exporter.ExportAsync(choices?[exporter.StepName]))
            {
                steps.Add(step);
            }
        }

        return new JsonObject
        {
            ["name"] = name,
            ["displayName"] = displayName,
            ["description"] = description,
            ["author"] = "",
            ["version"] = "1.0.0",
            ["issetuprecipe"] = false,
            ["categories"] = new JsonArray(),
            ["tags"] = new JsonArray(),
            ["exportUtc"] = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
            ["steps"] = steps,
        };
    }

    /// <summary>The recipe as text, indented.</summary>
    public static string Text(JsonObject recipe) => recipe.ToJsonString(Written);

    private IEnumerable<IRecipeExporter> InOrder() => exporters.OrderBy(exporter => Array.IndexOf(Order, exporter.StepName) is var place and >= 0 ? place : Order.Length);
}

/// <summary>A step that can be exported.</summary>
/// <param name="Choices">Ids and names.</param>
public sealed record ComposedStep(string StepName, IReadOnlyList<(string Id, string Name)> Choices);
