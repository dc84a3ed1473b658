using System.Text.Json.Nodes;
using Crm.Contacts.Segments.Conditions;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Recipes.Steps;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Segments;

/// <summary>
/// The recipe step <c>segments</c>: <c>{ "name": "segments", "segments": [ { "Id": "[js: uuid()]", "Name": "Clients", "Description": "", "Condition": { "version": 1, … } } ] }</c>.
/// Run again it changes the segments of the same ids.
/// </summary>
internal sealed class SegmentsStep() : RecipeStepHandler(StepName)
{
    public const string StepName = "segments";
    private const string Segments = "segments";

    private static readonly JsonObject Shape = ShapeOf();

    public override JsonObject Schema => Shape;

    public override Task CheckAsync(RecipeCheckContext context)
    {
        // The module may come on by an earlier step only.
        var (json, entries) = (new ConditionJson(context.Services.GetRequiredService<IStringLocalizer<ConditionJson>>()), StepMembers.Array(context.Step, Segments));
        for (var i = 0; i < entries.Count; i++)
        {
            var faults = new List<ConditionFault>();
            json.Read((entries[i] as JsonObject)?["Condition"], faults);
            foreach (var fault in faults)
            {
                context.Problem($"{Segments}[{i}].Condition{Dotted(fault.Path)}", fault.Sentence);
            }
        }

        return Task.CompletedTask;
    }

    public override async Task ExecuteAsync(RecipeExecutionContext context)
    {
        var content = context.Services.GetRequiredService<IContentManager>();
        var items = new List<ContentItem>();
        foreach (var entry in StepMembers.Array(context.Step, Segments).OfType<JsonObject>())
        {
            var item = await content.NewAsync(Contacts.Segments.Segments.ContentType);
            item.ContentItemId = StepMembers.Read<string>(entry, "Id") ?? item.ContentItemId;
            item.Alter<TitlePart>(part => part.Title = StepMembers.Read<string>(entry, "Name"));
            item.Alter<SegmentPart>(part => (part.Description, part.Condition) = (StepMembers.Read<string>(entry, "Description") ?? "", entry["Condition"]?.DeepClone() as JsonObject));
            (item.Latest, item.Published) = (true, true);
            items.Add(item);
        }

        foreach (var fault in (await content.ImportAsync(items)).Faults)
        {
            context.LeaveOut($"{Segments}[{fault.Index}].{fault.Path}", fault.Message);
        }
    }

    /// <summary>"/of/0/rule" as a path in a recipe: ".of[0].rule".</summary>
    internal static string Dotted(string pointer)
        => string.Concat(pointer.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => int.TryParse(part, out _) ? $"[{part}]" : $".{part}"));

    private static JsonObject ShapeOf()
    {
        var shape = StepSchema.Of(StepName, """
            {
              "segments": { "type": "array", "description": "Segments of people.", "items": {
                "type": "object", "required": ["Id", "Name", "Condition"], "additionalProperties": false, "properties": {
                  "Id": { "type": "string", "minLength": 1, "description": "26 characters, or [js: uuid()]." },
                  "Name": { "type": "string", "minLength": 1 },
                  "Description": { "type": "string", "description": "What it is for." },
                  "Condition": {} } } }
            }
            """, required: [Segments]);
        var condition = ConditionJson.Schema();
        shape["$defs"] = condition["$defs"]!.DeepClone();
        condition.Remove("$defs");
        shape["properties"]!["segments"]!["items"]!["properties"]!["Condition"] = condition;
        return shape;
    }
}

/// <summary>Exports segments.</summary>
internal sealed class SegmentsExporter(ISession session, IContentManager content) : IRecipeExporter
{
    public string StepName => SegmentsStep.StepName;

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync()
        => [.. (await session.QueryIndex<ContentItemIndex>().Where(row => row.ContentType == Segments.ContentType && row.Latest).OrderBy(row => row.DisplayTextSort).ThenBy(row => row.DocumentId)
            .Select(row => new { row.ContentItemId, row.DisplayText }).ToListAsync()).Select(row => (row.ContentItemId, row.DisplayText ?? ""))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var ids = (await ListChoicesAsync()).Select(choice => choice.Id).Where(id => choices is null || choices.Contains(id)).ToList();
        var entries = (await content.GetAsync(ids, VersionOptions.Latest)).Select(item => (JsonNode)new JsonObject
        {
            ["Id"] = item.ContentItemId,
            ["Name"] = item.DisplayText,
            ["Description"] = item.As<SegmentPart>()?.Description ?? "",
            ["Condition"] = item.As<SegmentPart>()?.Condition?.DeepClone() ?? ConditionJson.Write(ConditionGroup.Everybody),
        });
        return ids.Count == 0 ? [] : [new JsonObject { ["name"] = StepName, ["segments"] = new JsonArray([.. entries]) }];
    }
}
