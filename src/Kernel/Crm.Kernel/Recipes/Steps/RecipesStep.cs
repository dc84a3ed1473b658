using System.Text.Json.Nodes;
using Crm.Kernel.Recipes.Schemas;

namespace Crm.Kernel.Recipes.Steps;

/// <summary>Runs other recipes of this host, by name, before the next step.</summary>
internal sealed class RecipesStep() : RecipeStepHandler("recipes")
{
    private static readonly JsonObject StepSchemaOfRecipes = StepSchema.Of("recipes", """
        {
          "Values": { "type": "array", "description": "The recipes to run.", "items": { "type": "object", "required": ["name"], "properties": {
            "executionid": { "type": "string" }, "name": { "type": "string", "minLength": 1, "x-suggest": "recipes" } } } }
        }
        """, required: ["Values"]);

    public override JsonObject Schema => StepSchemaOfRecipes;

    public override async Task CheckAsync(RecipeCheckContext context)
    {
        var values = StepMembers.Array(context.Step, "Values");
        for (var i = 0; i < values.Count; i++)
        {
            await context.IncludeAsync($"Values[{i}].name", Name(values[i]));
        }
    }

    public override Task ExecuteAsync(RecipeExecutionContext context)
    {
        foreach (var value in StepMembers.Array(context.Step, "Values"))
        {
            context.InnerRecipes.Add(Name(value));
        }

        return Task.CompletedTask;
    }

    private new static string Name(JsonNode? value) => value is JsonObject entry ? StepMembers.Get(entry, "name")?.ToString() ?? "" : "";
}
