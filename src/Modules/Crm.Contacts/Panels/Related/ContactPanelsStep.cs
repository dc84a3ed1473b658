using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Content.Handlers;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Recipes.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Panels.Related;

/// <summary>
/// The recipe step <c>contact-panels</c>: <c>{ "name": "contact-panels", "panels": [ { "On": "Person", "ContentType": "Gift", "Field": "Gift.Recipient", "Columns": ["Gift.Year"], "Sort": "-Gift.Year" } ] }</c>.
/// A panel that is there is replaced where it stands, others stay. Run again it changes nothing.
/// </summary>
internal sealed class ContactPanelsStep() : RecipeStepHandler(StepName)
{
    public const string StepName = "contact-panels";
    private const string Panels = "panels";

    public override JsonObject Schema { get; } = StepSchema.Of(StepName, $$"""
        {
          "panels": { "type": "array", "minItems": 1, "description": "Panels of related records on contacts' pages, in their order.", "items": {
            "type": "object", "required": ["On", "ContentType", "Field"], "additionalProperties": false, "properties": {
              "On": { "enum": ["{{ContactTypes.Person}}", "{{ContactTypes.Household}}", "{{ContactTypes.Organisation}}"], "description": "On whose page." },
              "ContentType": { "type": "string", "minLength": 1, "description": "The type of the records." },
              "Field": { "type": "string", "pattern": "^[^.]+\\.[^.]+$", "description": "The records' filterable field that names the contact, as Gift.Recipient." },
              "Heading": { "type": "string", "maxLength": {{RelatedPanel.LongestHeading}}, "description": "Blank for the type's name." },
              "Columns": { "type": "array", "maxItems": {{RelatedPanel.MostColumns}}, "items": { "type": "string" }, "description": "Paths of fields, or modified, created, author." },
              "Sort": { "type": "string", "description": "title, created, modified or the path of a field; with a minus before it for downwards." },
              "Rows": { "type": "integer", "minimum": 1, "maximum": {{RelatedPanel.MostRows}} },
              "Place": { "enum": ["Facts", "Now", "Timeline"] },
              "InEditor": { "type": "boolean", "description": "Below the contact's form too." } } } }
        }
        """, required: [Panels]);

    public override Task ExecuteAsync(RecipeExecutionContext context)
    {
        var named = StepMembers.Array(context.Step, Panels).Select(entry => entry.Deserialize<RelatedPanel>(StepMembers.Options)!).ToList();
        return context.Services.GetRequiredService<RelatedPanels>().ChangeAsync(document => named.ForEach(document.Put));
    }
}

/// <summary>Exports the panels.</summary>
internal sealed class ContactPanelsExporter(RelatedPanels panels, IContentLabels labels) : IRecipeExporter
{
    public string StepName => ContactPanelsStep.StepName;

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync()
    {
        var choices = new List<(string, string)>();
        foreach (var panel in await panels.ListAsync())
        {
            choices.Add((Id(panel), panel.Heading.Length > 0 ? panel.Heading : await panels.RelationAsync(panel) is { } relation ? labels.Type(relation.Type) : panel.ContentType));
        }

        return choices;
    }

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var chosen = (await panels.ListAsync()).Where(panel => choices?.Contains(Id(panel)) != false).Select(panel => JsonSerializer.SerializeToNode(panel, StepMembers.Options)).ToArray();
        return chosen.Length == 0 ? [] : [new JsonObject { ["name"] = StepName, ["panels"] = new JsonArray(chosen) }];
    }

    private static string Id(RelatedPanel panel) => $"{panel.On}/{panel.Key}";
}
