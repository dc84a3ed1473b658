using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Contacts.Choose;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Recipes.Steps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Stages;

/// <summary>
/// The recipe step <c>stages</c>: <c>{ "name": "stages", "stages": [ { "Key": "client", "Name": "Client", "Names": { "fr": "Cliente" }, "Kind": "Client", "StuckAfterDays": 90 } ] }</c>. The stages it names
/// stand first and in its order; others stay behind them, or are no longer offered with <c>"others": "retire"</c>. Run again it changes nothing.
/// </summary>
internal sealed class StagesStep(IStringLocalizer<StagesStep> s) : RecipeStepHandler(StepName)
{
    public const string StepName = "stages";
    public const string Stages = "stages";

    public override JsonObject Schema { get; } = StepSchema.Of(StepName, $$"""
        {
          "stages": { "type": "array", "minItems": 1, "description": "The stages of the life cycle, in their order.", "items": {
            "type": "object", "required": ["Key", "Name"], "additionalProperties": false, "properties": {
              "Key": { "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": {{Stage.LongestKey}}, "description": "What people's records hold." },
              "Name": { "type": "string", "minLength": 1, "maxLength": {{Stage.LongestName}} },
              "Names": { "type": "object", "description": "The name by language, as fr.", "additionalProperties": { "type": "string" } },
              "Kind": { "enum": ["Open", "Client", "Dormant", "Lost"] },
              "StuckAfterDays": { "type": "integer", "minimum": 1, "maximum": 36500, "description": "Who is in it for longer is stuck." },
              "IsRetired": { "type": "boolean", "description": "No longer offered." } } } },
          "others": { "enum": ["keep", "retire"], "description": "What becomes of stages that are not named: keep is usual." }
        }
        """, required: [Stages]);

    public override Task CheckAsync(RecipeCheckContext context)
    {
        foreach (var (at, key) in OfferedList.Repeated(StepMembers.Array(context.Step, Stages)))
        {
            context.Problem($"{Stages}[{at}].Key", s["Two stages have the key “{0}”.", key]);
        }

        return Task.CompletedTask;
    }

    public override Task ExecuteAsync(RecipeExecutionContext context)
    {
        var named = StepMembers.Array(context.Step, Stages).Select(entry => entry.Deserialize<Stage>(StepMembers.Options)!).ToList();
        var retire = StepMembers.Read<string>(context.Step, "others") == "retire";
        return context.Services.GetRequiredService<LifeCycle>().ChangeAsync(stages => stages.PutFirst(named, retire));
    }
}

/// <summary>Exports the stages.</summary>
internal sealed class StagesExporter(LifeCycle lifeCycle, StageNames names) : IRecipeExporter
{
    public string StepName => StagesStep.StepName;

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync() => [.. (await lifeCycle.ListAsync()).Select(stage => (stage.Key, names.Of(stage)))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices) => OfferedList.Export(await lifeCycle.ListAsync(), choices, StepName, StagesStep.Stages);
}
