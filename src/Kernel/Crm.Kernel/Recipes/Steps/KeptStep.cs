using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Recipes.Steps;

/// <summary>Stores a step of Orchard Core that no enabled feature uses yet, so that nothing of the recipe is lost. Stands back when a feature handles the step.</summary>
internal sealed class KeptStep(string name, JsonObject schema) : RecipeStepHandler(name)
{
    /// <summary>The steps kept, with their schemas, from one data file.</summary>
    internal static IReadOnlyList<(string Name, JsonObject Schema)> All { get; } = Read();

    public override JsonObject Schema { get; } = schema;

    public override async Task ExecuteAsync(RecipeExecutionContext context)
    {
        var documents = context.Services.GetRequiredService<IDocumentManager<KeptSteps>>();
        var kept = await documents.GetOrCreateMutableAsync();
        if (!kept.Steps.Any(step => JsonNode.DeepEquals(step, context.Step)))
        {
            kept.Steps.Add(context.Step.DeepClone().AsObject());
            await documents.UpdateAsync(kept);
        }
    }

    private static List<(string, JsonObject)> Read()
    {
        using var stream = typeof(KeptStep).Assembly.GetManifestResourceStream("Crm.Kernel.Recipes.Steps.kept-steps.json")!;
        return [.. JsonSerializer.Deserialize<Dictionary<string, JsonObject>>(stream)!.Select(entry => (entry.Key, Schemas.StepSchema.Of(entry.Key, entry.Value.ToJsonString(), others: "true")))];
    }
}

/// <summary>The steps kept for features to come, word for word with their expressions evaluated.</summary>
public sealed class KeptSteps
{
    /// <summary>In the order they came; no two are equal.</summary>
    public List<JsonObject> Steps { get; set; } = [];
}

/// <summary>Exports the kept steps as they came.</summary>
internal sealed class KeptExporter(IDocumentManager<KeptSteps> documents) : IRecipeExporter
{
    public string StepName => "*";

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync()
        => [.. (await documents.GetOrCreateImmutableAsync()).Steps.Select(NameOf).Distinct(StringComparer.OrdinalIgnoreCase).Select(name => (name, name))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
        => [.. (await documents.GetOrCreateImmutableAsync()).Steps
            .Where(step => choices is null || choices.Contains(NameOf(step), StringComparer.OrdinalIgnoreCase)).Select(step => step.DeepClone().AsObject())];

    private static string NameOf(JsonObject step) => step["name"]!.ToString();
}
