using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Recipes.Steps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Relations;

/// <summary>
/// The recipe step <c>relation-kinds</c>: <c>{ "name": "relation-kinds", "kinds": [ { "Key": "godmother", "Name": "Godmother of", "Names": { "fr": "Marraine de" }, "OtherName": "Godchild of",
/// "OtherNames": { "fr": "Filleul ou filleule de" } }, { "Key": "neighbour", "Name": "Neighbour of" } ] }</c>. The kinds it names stand first and in its order; others stay behind them, or are no longer
/// offered with <c>"others": "retire"</c>. Run again it changes nothing.
/// </summary>
internal sealed class RelationKindsStep(IStringLocalizer<RelationKindsStep> s) : RecipeStepHandler(StepName)
{
    public const string StepName = "relation-kinds";
    private const string Kinds = "kinds";

    public override JsonObject Schema { get; } = StepSchema.Of(StepName, $$"""
        {
          "kinds": { "type": "array", "minItems": 1, "description": "The kinds of relation between two people, in their order.", "items": {
            "type": "object", "required": ["Key", "Name"], "additionalProperties": false, "properties": {
              "Key": { "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": {{RelationKind.LongestKey}}, "description": "What people's records hold." },
              "Name": { "type": "string", "minLength": 1, "maxLength": {{RelationKind.LongestName}}, "description": "What the first is to the second." },
              "Names": { "type": "object", "description": "The name by language, as fr.", "additionalProperties": { "type": "string" } },
              "OtherName": { "type": "string", "maxLength": {{RelationKind.LongestName}}, "description": "What the second is to the first; blank when both are the same to each other." },
              "OtherNames": { "type": "object", "description": "The other name by language.", "additionalProperties": { "type": "string" } },
              "IsRetired": { "type": "boolean", "description": "No longer offered." } } } },
          "others": { "enum": ["keep", "retire"], "description": "What becomes of kinds that are not named: keep is usual." }
        }
        """, required: [Kinds]);

    public override Task CheckAsync(RecipeCheckContext context)
    {
        var met = new HashSet<string>(StringComparer.Ordinal);
        var entries = StepMembers.Array(context.Step, Kinds);
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i] is JsonObject entry && StepMembers.Read<string>(entry, "Key") is { } key && !met.Add(key))
            {
                context.Problem($"{Kinds}[{i}].Key", s["Two kinds of relation have the key “{0}”.", key]);
            }
        }

        return Task.CompletedTask;
    }

    public override Task ExecuteAsync(RecipeExecutionContext context)
    {
        var named = StepMembers.Array(context.Step, Kinds).Select(entry => entry.Deserialize<RelationKind>(StepMembers.Options)!).ToList();
        var retire = StepMembers.Read<string>(context.Step, "others") == "retire";
        return context.Services.GetRequiredService<RelationKinds>().ChangeAsync(kinds =>
        {
            var others = kinds.Where(kind => named.TrueForAll(one => one.Key != kind.Key)).ToList();
            others.ForEach(kind => kind.IsRetired |= retire);
            kinds.Clear();
            kinds.AddRange(named.Concat(others));
        });
    }
}

/// <summary>Exports the kinds of relation.</summary>
internal sealed class RelationKindsExporter(RelationKinds kinds) : IRecipeExporter
{
    public string StepName => RelationKindsStep.StepName;

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync() => [.. (await kinds.ListAsync()).Select(kind => (kind.Key, kinds.NameOf(kind)))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var chosen = (await kinds.ListAsync()).Where(kind => choices?.Contains(kind.Key) != false).Select(kind => JsonSerializer.SerializeToNode(kind, StepMembers.Options)).ToArray();
        return chosen.Length == 0 ? [] : [new JsonObject { ["name"] = StepName, ["kinds"] = new JsonArray(chosen) }];
    }
}
