using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Content.Json;
using Crm.Kernel.Data;
using Crm.Kernel.Recipes.Expressions;
using Crm.Kernel.Recipes.Schemas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Recipes.Steps;

/// <summary>Brings in content items. Matched by version, and by item where the type has no versions, so that running it again doubles nothing.</summary>
internal sealed class ContentStep(IStringLocalizer<ContentStep> S) : RecipeStepHandler("content")
{
    private static readonly JsonObject StepSchemaOfContent = StepSchema.Of("content", """
        {
          "data": { "type": "array", "description": "The content items.", "items": { "type": "object", "required": ["ContentItemId", "ContentType"], "properties": {
            "ContentItemId": { "type": "string", "minLength": 1, "description": "26 characters, or [js: uuid()]." },
            "ContentItemVersionId": { "type": "string" },
            "ContentType": { "type": "string", "minLength": 1, "x-suggest": "types" },
            "DisplayText": { "type": "string" },
            "Latest": { "type": "boolean" }, "Published": { "type": "boolean" },
            "ModifiedUtc": { "type": "string" }, "PublishedUtc": { "type": "string" }, "CreatedUtc": { "type": "string" },
            "Owner": { "type": "string" }, "Author": { "type": "string" } } } }
        }
        """, required: ["data"]);

    public override JsonObject Schema => StepSchemaOfContent;

    public override Task CheckAsync(RecipeCheckContext context)
    {
        var items = StepMembers.Array(context.Step, "data");
        for (var i = 0; i < items.Count; i++)
        {
            var type = (items[i] as JsonObject)?["ContentType"]?.ToString() ?? "";
            if (Expression.Of(type) is null && !context.ContentTypes.Contains(type))
            {
                context.Problem($"data[{i}].ContentType", context.HasFeaturesToCome
                    ? S["There is no content type “{0}” yet; a feature that an earlier step switches on must bring it.", type]
                    : S["There is no content type “{0}”, here or by an earlier step.", type], context.HasFeaturesToCome);
            }
        }

        return Task.CompletedTask;
    }

    public override async Task ExecuteAsync(RecipeExecutionContext context)
    {
        var nodes = StepMembers.Array(context.Step, "data");
        var items = new List<ContentItem>(nodes.Count);
        var places = new List<int>(nodes.Count);
        for (var i = 0; i < nodes.Count; i++)
        {
            try
            {
                items.Add(nodes[i].Deserialize<ContentItem>(ContentJson.Options)!);
                places.Add(i);
            }
            catch (JsonException fault)
            {
                context.LeaveOut($"data[{i}]", S["The item cannot be read: {0}", fault.Message]);
            }
        }

        var result = await context.Services.GetRequiredService<IContentManager>().ImportAsync(items);
        foreach (var fault in result.Faults)
        {
            var path = $"data[{places[fault.Index]}]";
            context.LeaveOut(fault.Path.Length == 0 ? path : $"{path}.{fault.Path}", fault.Message);
        }
    }
}

/// <summary>Exports the newest and the published version of every item of a type.</summary>
internal sealed class ContentExporter(IContentDefinitionManager definitions, ISession session) : IRecipeExporter
{
    public string StepName => "content";

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync()
        => [.. (await definitions.ListTypeDefinitionsAsync()).OrderBy(type => type.DisplayName, StringComparer.CurrentCultureIgnoreCase).Select(type => (type.Name, type.DisplayName))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var data = new JsonArray();
        foreach (var type in choices ?? [.. (await ListChoicesAsync()).Select(choice => choice.Id)])
        {
            var items = session.Query<ContentItem, ContentItemIndex>(index => index.ContentType == type && (index.Latest || index.Published)).ToAsyncEnumerable();
            await foreach (var item in items)
            {
                data.Add(JsonSerializer.SerializeToNode(item, ContentJson.Options));
            }
        }

        return data.Count == 0 ? [] : [new JsonObject { ["name"] = StepName, ["data"] = data }];
    }
}
