using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Recipes.Schemas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Crm.Kernel.Recipes.Steps;

/// <summary>Merges types, parts and fields into those that exist.</summary>
internal sealed class ContentDefinitionStep(IOptions<ContentOptions> known, IStringLocalizer<ContentDefinitionStep> S) : RecipeStepHandler("ContentDefinition")
{
    private static readonly JsonObject StepSchemaOfDefinition = DefinitionSchema.Of("ContentDefinition");

    public override JsonObject Schema => StepSchemaOfDefinition;

    public override Task CheckAsync(RecipeCheckContext context) => new DefinitionCheck(known.Value, S).CheckAsync(context);

    public override Task ExecuteAsync(RecipeExecutionContext context)
        => context.Services.GetRequiredService<IContentDefinitionManager>().MergeAsync(DefinitionSchema.Read(context.Step));
}

/// <summary>Replaces the named types and parts whole.</summary>
internal sealed class ReplaceContentDefinitionStep(IOptions<ContentOptions> known, IStringLocalizer<ContentDefinitionStep> S) : RecipeStepHandler("ReplaceContentDefinition")
{
    private static readonly JsonObject StepSchemaOfReplace = DefinitionSchema.Of("ReplaceContentDefinition");

    public override JsonObject Schema => StepSchemaOfReplace;

    public override Task CheckAsync(RecipeCheckContext context) => new DefinitionCheck(known.Value, S).CheckAsync(context);

    public override Task ExecuteAsync(RecipeExecutionContext context)
        => context.Services.GetRequiredService<IContentDefinitionManager>().ReplaceAsync(DefinitionSchema.Read(context.Step));
}

/// <summary>Deletes types and parts by name; items stay stored.</summary>
internal sealed class DeleteContentDefinitionStep(IStringLocalizer<ContentDefinitionStep> S) : RecipeStepHandler("DeleteContentDefinition")
{
    private static readonly JsonObject StepSchemaOfDelete = StepSchema.Of("DeleteContentDefinition", """
        {
          "ContentTypes": { "type": "array", "items": { "type": "string" }, "description": "Technical names of the types to delete.", "x-suggest": "types" },
          "ContentParts": { "type": "array", "items": { "type": "string" }, "description": "Technical names of the parts to delete." }
        }
        """);

    public override JsonObject Schema => StepSchemaOfDelete;

    public override Task CheckAsync(RecipeCheckContext context)
    {
        var types = StepMembers.Array(context.Step, "ContentTypes");
        for (var i = 0; i < types.Count; i++)
        {
            if (!context.ContentTypes.Remove(types[i]?.ToString() ?? ""))
            {
                context.Problem($"ContentTypes[{i}]", S["There is no content type “{0}” to delete.", types[i]?.ToString() ?? ""], isWarning: true);
            }
        }

        return Task.CompletedTask;
    }

    public override async Task ExecuteAsync(RecipeExecutionContext context)
    {
        var definitions = context.Services.GetRequiredService<IContentDefinitionManager>();
        foreach (var type in StepMembers.Array(context.Step, "ContentTypes"))
        {
            await definitions.DeleteTypeDefinitionAsync(type!.ToString());
        }

        foreach (var part in StepMembers.Array(context.Step, "ContentParts"))
        {
            await definitions.DeletePartDefinitionAsync(part!.ToString());
        }
    }
}

internal static class DefinitionSchema
{
    internal static JsonObject Of(string name) => StepSchema.Of(name, """
        {
          "ContentTypes": { "type": "array", "description": "Content types.", "items": { "type": "object", "required": ["Name"], "properties": {
            "Name": { "type": "string", "minLength": 1, "description": "Technical name: letters and digits." },
            "DisplayName": { "type": "string", "description": "Name shown." },
            "Settings": { "type": "object", "description": "Settings by class name." },
            "ContentTypePartDefinitionRecords": { "type": "array", "description": "The parts attached.", "items": { "type": "object", "required": ["PartName"], "properties": {
              "PartName": { "type": "string", "minLength": 1, "x-suggest": "parts" }, "Name": { "type": "string" }, "Settings": { "type": "object" } } } } } } },
          "ContentParts": { "type": "array", "description": "Parts and their fields.", "items": { "type": "object", "required": ["Name"], "properties": {
            "Name": { "type": "string", "minLength": 1 },
            "Settings": { "type": "object" },
            "ContentPartFieldDefinitionRecords": { "type": "array", "items": { "type": "object", "required": ["FieldName", "Name"], "properties": {
              "FieldName": { "type": "string", "minLength": 1, "description": "The field's type, as TextField.", "x-suggest": "fields" },
              "Name": { "type": "string", "minLength": 1, "description": "The field's technical name." },
              "Settings": { "type": "object" } } } } } } }
        }
        """);

    internal static ContentDefinitionRecord Read(JsonObject step) => new()
    {
        ContentTypeDefinitionRecords = StepMembers.Read<List<ContentTypeDefinition>>(step, "ContentTypes") ?? [],
        ContentPartDefinitionRecords = StepMembers.Read<List<ContentPartDefinition>>(step, "ContentParts") ?? [],
    };
}

/// <summary>What is beyond the schema: names, and fields and parts that no feature knows, which are kept all the same.</summary>
internal sealed partial class DefinitionCheck(ContentOptions known, IStringLocalizer localizer)
{
    internal async Task CheckAsync(RecipeCheckContext context)
    {
        var (types, parts) = (StepMembers.Array(context.Step, "ContentTypes"), StepMembers.Array(context.Step, "ContentParts"));
        var partNames = await PartNamesAsync(context, types, parts);
        for (var i = 0; i < types.Count; i++)
        {
            CheckName(context, types[i], $"ContentTypes[{i}]");
            context.ContentTypes.Add(Text(types[i], "Name"));
            CheckNames(context, types[i], "ContentTypePartDefinitionRecords", "PartName", $"ContentTypes[{i}]", partNames, "No enabled feature knows the part “{0}”; it is kept.");
        }

        for (var i = 0; i < parts.Count; i++)
        {
            CheckName(context, parts[i], $"ContentParts[{i}]");
            CheckNames(context, parts[i], "ContentPartFieldDefinitionRecords", "FieldName", $"ContentParts[{i}]", [.. known.Fields.Keys], "No enabled feature knows the field “{0}”; it is kept.");
        }
    }

    private async Task<HashSet<string>> PartNamesAsync(RecipeCheckContext context, JsonArray types, JsonArray parts)
    {
        var stored = await context.Services.GetRequiredService<IContentDefinitionManager>().ListPartDefinitionsAsync();
        return [.. known.Parts.Keys, .. stored.Select(part => part.Name), .. parts.Select(part => Text(part, "Name")), .. types.Select(type => Text(type, "Name"))];
    }

    private void CheckName(RecipeCheckContext context, JsonNode? definition, string path)
    {
        var name = Text(definition, "Name");
        if (name[0] != '[' && !Technical().IsMatch(name))
        {
            context.Problem($"{path}.Name", localizer["“{0}” is no technical name: it begins with a letter and has letters, digits, hyphens and underscores only.", name]);
        }
    }

    private void CheckNames(RecipeCheckContext context, JsonNode? definition, string list, string member, string path, HashSet<string> names, string sentence)
    {
        var records = definition is JsonObject step ? StepMembers.Array(step, list) : [];
        for (var i = 0; i < records.Count; i++)
        {
            var name = Text(records[i], member);
            if (name.Length > 0 && name[0] != '[' && !names.Contains(name))
            {
                context.Problem($"{path}.{list}[{i}].{member}", localizer[sentence, name], isWarning: true);
            }
        }
    }

    private static string Text(JsonNode? node, string member) => node is JsonObject step ? StepMembers.Get(step, member)?.ToString() ?? "" : "";

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]*$")]
    private static partial Regex Technical();
}

/// <summary>Exports types with the parts that carry their fields.</summary>
internal sealed class ContentDefinitionExporter(IContentDefinitionManager definitions) : IRecipeExporter
{
    public string StepName => "ContentDefinition";

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync()
        => [.. (await definitions.ListTypeDefinitionsAsync()).OrderBy(type => type.DisplayName, StringComparer.CurrentCultureIgnoreCase).Select(type => (type.Name, type.DisplayName))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var types = (await definitions.ListTypeDefinitionsAsync()).Where(type => choices?.Contains(type.Name) != false).ToList();
        var used = types.SelectMany(type => type.ContentTypePartDefinitionRecords).Select(part => part.PartName).Concat(types.Select(type => type.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var parts = (await definitions.ListPartDefinitionsAsync()).Where(part => choices is null || used.Contains(part.Name)).ToList();
        return types.Count + parts.Count == 0 ? [] :
        [
            new JsonObject
            {
                ["name"] = StepName,
                ["ContentTypes"] = JsonSerializer.SerializeToNode(types, StepMembers.Options),
                ["ContentParts"] = JsonSerializer.SerializeToNode(parts, StepMembers.Options),
            },
        ];
    }
}
