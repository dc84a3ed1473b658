using System.Text.Json.Nodes;
using Crm.Kernel.Queries.Sql;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Recipes.Steps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Queries;

/// <summary>Keeps named queries. Those of a source that no enabled feature answers are kept as well.</summary>
internal sealed class QueriesStep(SqlQueries sql, NamedQueries queries, IStringLocalizer<QueriesStep> S) : RecipeStepHandler("queries")
{
    private static readonly string[] Known = ["Name", "Source", "Template", "ReturnContentItems", "ReturnDocuments", "Schema", "Properties"];

    private static readonly JsonObject StepSchemaOfQueries = StepSchema.Of("queries", """
        {
          "Queries": { "type": "array", "description": "The queries.", "items": { "type": "object", "required": ["Name", "Source"], "properties": {
            "Name": { "type": "string", "minLength": 1 },
            "Source": { "type": "string", "minLength": 1, "description": "Who answers it: Sql, or Lucene where the feature Crm.Search is on." },
            "Template": { "type": "string", "description": "Liquid that gives one SELECT over index tables, or a Lucene query as JSON." },
            "ReturnContentItems": { "type": "boolean", "description": "The rows are DocumentIds of content items." },
            "ReturnDocuments": { "type": "boolean", "description": "The older name of ReturnContentItems." },
            "Schema": { "type": "string" },
            "Properties": { "type": "object" } } } }
        }
        """, required: ["Queries"]);

    public override JsonObject Schema => StepSchemaOfQueries;

    public override Task CheckAsync(RecipeCheckContext context)
    {
        var entries = StepMembers.Array(context.Step, "Queries");
        for (var i = 0; i < entries.Count; i++)
        {
            Check(context, Read((JsonObject)entries[i]!), $"Queries[{i}]");
        }

        return Task.CompletedTask;
    }

    private void Check(RecipeCheckContext context, StoredQuery query, string path)
    {
        if (queries.SourceOf(query) is { } source)
        {
            foreach (var (member, sentence) in source.FaultsOf(query))
            {
                context.Problem($"{path}.{member}", sentence, isWarning: context.HasFeaturesToCome);
            }
        }
        else if (!query.Source.Equals(NamedQueries.Sql, StringComparison.OrdinalIgnoreCase))
        {
            context.Problem(path + ".Source", S["No enabled feature answers queries of the source “{0}”; the query is kept.", query.Source], isWarning: true);
        }
        else if (query.Template.Length == 0)
        {
            context.Problem(path + ".Template", S["A SQL query needs a template."]);
        }
        else if (!query.Template.Contains("{{", StringComparison.Ordinal) && !query.Template.Contains("{%", StringComparison.Ordinal) && query.Template[0] != '[' && sql.Fault(query.Template) is { } fault)
        {
            context.Problem(path + ".Template", fault, isWarning: context.HasFeaturesToCome);
        }
    }

    public override async Task ExecuteAsync(RecipeExecutionContext context)
    {
        var stored = context.Services.GetRequiredService<NamedQueries>();
        foreach (var entry in StepMembers.Array(context.Step, "Queries").OfType<JsonObject>())
        {
            await stored.StoreAsync(Read(entry));
        }
    }

    private static StoredQuery Read(JsonObject entry)
    {
        var properties = StepMembers.Get(entry, "Properties") as JsonObject ?? [];
        var source = StepMembers.Get(entry, "Source")?.ToString() ?? "";
        var query = new StoredQuery
        {
            Name = StepMembers.Get(entry, "Name")?.ToString() ?? "",
            Source = source,
            Template = StepMembers.Get(entry, "Template")?.ToString() ?? (properties[$"{source}QueryMetadata"] as JsonObject)?["Template"]?.ToString() ?? "",
            ReturnContentItems = StepMembers.Read<bool?>(entry, "ReturnContentItems") ?? StepMembers.Read<bool?>(entry, "ReturnDocuments") ?? false,
            Schema = StepMembers.Get(entry, "Schema")?.ToString() ?? "",
            Properties = properties.DeepClone().AsObject(),
        };
        foreach (var (name, value) in entry.Where(member => !Known.Contains(member.Key, StringComparer.OrdinalIgnoreCase)))
        {
            query.Properties[name] = value?.DeepClone();
        }

        return query;
    }
}

/// <summary>Exports named queries.</summary>
internal sealed class QueriesExporter(NamedQueries queries) : IRecipeExporter
{
    public string StepName => "queries";

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync() => [.. (await queries.ListAsync()).Select(query => (query.Name, query.Name))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var entries = new JsonArray([.. (await queries.ListAsync()).Where(query => choices?.Contains(query.Name) != false).Select(query => (JsonNode)new JsonObject
        {
            ["Source"] = query.Source,
            ["Name"] = query.Name,
            ["Template"] = query.Template,
            ["ReturnContentItems"] = query.ReturnContentItems,
            ["Schema"] = query.Schema,
            ["Properties"] = query.Properties.DeepClone(),
        })]);
        return entries.Count == 0 ? [] : [new JsonObject { ["name"] = StepName, ["Queries"] = entries }];
    }
}
