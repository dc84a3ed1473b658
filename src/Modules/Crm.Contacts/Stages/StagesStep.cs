using System.Text.Json;
using System.Text.Json.Nodes;
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
    private const string Stages = "stages";

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
        var met = new HashSet<string>(StringComparer.Ordinal);
        var entries = StepMembers.Array(context.Step, Stages);
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i] is JsonObject entry && StepMembers.Read<string>(entry, "Key") is { } key && !met.Add(key))
            {
                context.Problem($"{Stages}[{i}].Key", s["Two stages have the key “{0}”.", key]);
            }
        }

        return Task.CompletedTask;
    }

    public override Task ExecuteAsync(RecipeExecutionContext context)
    {
        var named = StepMembers.Array(context.Step, Stages).Select(entry => entry.Deserialize<Stage>(StepMembers.Options)!).ToList();
        var retire = StepMembers.Read<string>(context.Step, "others") == "retire";
        return context.Services.GetRequiredService<LifeCycle>().ChangeAsync(stages =>
        {
            var others = stages.Where(stage => named.TrueForAll(one => one.Key != stage.Key)).ToList();
            others.ForEach(stage => stage.IsRetired |= retire);
            stages.Clear();
            stages.AddRange(named.Concat(others));
        });
    }
}

/// <summary>Exports the stages.</summary>
internal sealed class StagesExporter(LifeCycle lifeCycle, StageNames names) : IRecipeExporter
{
    public string StepName => StagesStep.StepName;

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync() => [.. (await lifeCycle.ListAsync()).Select(stage => (stage.Key, names.Of(stage)))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var stages = (await lifeCycle.ListAsync()).Where(stage => choices?.Contains(stage.Key) != false).Select(stage => JsonSerializer.SerializeToNode(stage, StepMembers.Options)).ToArray();
        return stages.Length == 0 ? [] : [new JsonObject { ["name"] = StepName, ["stages"] = new JsonArray(stages) }];
    }
}
