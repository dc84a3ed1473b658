using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Contacts.Choose;
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
    public const string Kinds = "kinds";

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
        foreach (var (at, key) in OfferedList.Repeated(StepMembers.Array(context.Step, Kinds)))
        {
            context.Problem($"{Kinds}[{at}].Key", s["Two kinds of relation have the key “{0}”.", key]);
        }

        return Task.CompletedTask;
    }

    public override Task ExecuteAsync(RecipeExecutionContext context)
    {
        var named = StepMembers.Array(context.Step, Kinds).Select(entry => entry.Deserialize<RelationKind>(StepMembers.Options)!).ToList();
        var retire = StepMembers.Read<string>(context.Step, "others") == "retire";
        return context.Services.GetRequiredService<RelationKinds>().ChangeAsync(kinds => kinds.PutFirst(named, retire));
    }
}

/// <summary>Exports the kinds of relation.</summary>
internal sealed class RelationKindsExporter(RelationKinds kinds) : IRecipeExporter
{
    public string StepName => RelationKindsStep.StepName;

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync() => [.. (await kinds.ListAsync()).Select(kind => (kind.Key, kinds.NameOf(kind)))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices) => OfferedList.Export(await kinds.ListAsync(), choices, StepName, RelationKindsStep.Kinds);
}
