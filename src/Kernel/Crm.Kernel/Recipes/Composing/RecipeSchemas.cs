using System.Text.Json.Nodes;

namespace Crm.Kernel.Recipes.Composing;

/// <summary>The schemas of the tenant's steps, for editors.</summary>
public sealed class RecipeSchemas(IEnumerable<RecipeStepHandler> handlers)
{
    /// <summary>Step schemas by step name; where two handlers act on one step, their members together.</summary>
    public JsonObject Steps()
    {
        var steps = new JsonObject();
        foreach (var handler in handlers.OrderBy(handler => handler.Name, StringComparer.OrdinalIgnoreCase))
        {
            var schema = handler.Schema.DeepClone().AsObject();
            var known = steps.FirstOrDefault(step => step.Key.Equals(handler.Name, StringComparison.OrdinalIgnoreCase));
            if (known.Value is null)
            {
                steps[handler.Name] = schema;
                continue;
            }

            foreach (var (name, rule) in schema["properties"] as JsonObject ?? [])
            {
                known.Value["properties"]!.AsObject().TryAdd(name, rule?.DeepClone());
            }
        }

        return steps;
    }
}
