using System.Text.Json.Nodes;
using Crm.Kernel.Liquid;
using Crm.Kernel.Liquid.Templates;
using Crm.Kernel.Recipes.Expressions;
using Crm.Kernel.Recipes.Reading;
using Crm.Kernel.Recipes.Schemas;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Recipes.Steps;

/// <summary>Sets Liquid templates by shape name.</summary>
internal sealed class TemplatesStep() : RecipeStepHandler("Templates")
{
    private static readonly JsonObject StepSchemaOfTemplates = StepSchema.Of("Templates", """
        {
          "Templates": { "type": "object", "description": "Templates by shape name, as Content__Deal.", "additionalProperties": {
            "type": "object", "required": ["Content"], "properties": { "Description": { "type": "string" }, "Content": { "type": "string", "description": "Liquid." } } } }
        }
        """, required: ["Templates"]);

    public override JsonObject Schema => StepSchemaOfTemplates;

    public override Task CheckAsync(RecipeCheckContext context)
    {
        var liquid = context.Services.GetRequiredService<LiquidTemplates>();
        foreach (var (name, content, _) in Entries(context.Step).Where(entry => Expression.Of(entry.Content) is null))
        {
            if (liquid.Check(content) is { } fault)
            {
                context.Problem(PathOf(name), fault);
            }
        }

        return Task.CompletedTask;
    }

    public override async Task ExecuteAsync(RecipeExecutionContext context)
    {
        var templates = context.Services.GetRequiredService<TemplateStore>();
        foreach (var (name, content, description) in Entries(context.Step))
        {
            try
            {
                await templates.SetAsync(name, content, description);
            }
            catch (LiquidException fault)
            {
                context.LeaveOut(PathOf(name), fault.Message);
            }
        }
    }

    private static string PathOf(string name) => $"{JsonPaths.Member("Templates", name)}.Content";

    private static IEnumerable<(string Name, string Content, string Description)> Entries(JsonObject step)
        => (StepMembers.Get(step, "Templates") as JsonObject ?? []).Where(entry => entry.Value is JsonObject).Select(entry => (
            entry.Key, StepMembers.Get((JsonObject)entry.Value!, "Content")?.ToString() ?? "", StepMembers.Get((JsonObject)entry.Value!, "Description")?.ToString() ?? ""));
}

/// <summary>Exports templates.</summary>
internal sealed class TemplatesExporter(TemplateStore templates) : IRecipeExporter
{
    public string StepName => "Templates";

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync() => [.. (await templates.ListAsync()).Select(entry => (entry.Name, entry.Name))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var chosen = (await templates.ListAsync()).Where(entry => choices?.Contains(entry.Name) != false).ToList();
        var entries = new JsonObject(chosen.Select(entry => KeyValuePair.Create<string, JsonNode?>(
            entry.Name, new JsonObject { ["Description"] = entry.Template.Description, ["Content"] = entry.Template.Content })));
        return chosen.Count == 0 ? [] : [new JsonObject { ["name"] = StepName, ["Templates"] = entries }];
    }
}
