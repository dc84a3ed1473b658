using System.Text.Json.Nodes;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Recipes.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Demo;

/// <summary>The recipe step <c>demo</c>: <c>{ "name": "demo", "size": "mini" }</c>. Run again it adds nothing.</summary>
internal sealed class DemoStep() : RecipeStepHandler("demo")
{
    private static readonly JsonObject Shape = StepSchema.Of("demo", """
        {
          "size": { "enum": ["mini", "standard", "large"], "description": "How many families." },
          "seed": { "type": "integer", "minimum": 0, "description": "Other families for another seed." },
          "asOf": { "type": "string", "format": "date", "description": "The day that stands for today." }
        }
        """);

    public override JsonObject Schema => Shape;

    public override Task ExecuteAsync(RecipeExecutionContext context)
    {
        var size = DemoSize.Find(StepMembers.Read<string>(context.Step, "size") ?? DemoSize.Mini.Name) ?? DemoSize.Mini;
        return context.Services.GetRequiredService<LoadDemo>().RunAsync(
            size, StepMembers.Read<int?>(context.Step, "seed") ?? LoadDemo.DefaultSeed, StepMembers.Read<DateOnly?>(context.Step, "asOf"), CancellationToken.None);
    }
}
