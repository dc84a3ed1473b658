using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Recipes.Steps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Search.Profiles;

/// <summary>Makes indexes as Orchard Core's recipes up to 2.x name them; those that are there are left alone.</summary>
internal sealed class LuceneIndexStep(IStringLocalizer<LuceneIndexStep> s) : RecipeStepHandler("lucene-index")
{
    public override JsonObject Schema { get; } = StepSchema.Of("lucene-index", """
        { "Indices": { "type": "array", "description": "Indexes by name with their settings, or names alone.", "items": { "anyOf": [ { "type": "string", "minLength": 1 }, { "type": "object", "additionalProperties": { "type": "object", "properties": {
            "AnalyzerName": { "type": "string" }, "IndexLatest": { "type": "boolean" }, "IndexedContentTypes": { "type": "array", "items": { "type": "string" } }, "Culture": { "type": "string" }, "StoreSourceData": { "type": "boolean" } } } } ] } } }
        """, required: ["Indices"]);

    public override Task CheckAsync(RecipeCheckContext context)
    {
        foreach (var (profile, path) in Read(context.Step))
        {
            ProfileChecks.Check(context, profile, path, s);
        }

        return Task.CompletedTask;
    }

    public override Task ExecuteAsync(RecipeExecutionContext context) => ProfileChecks.ChangeAsync(context.Services, profiles =>
    {
        foreach (var (profile, _) in Read(context.Step).Where(read => profiles.Find(read.Profile.Name) is null))
        {
            profiles.All.Add(profile);
        }
    });

    private static IEnumerable<(IndexProfile Profile, string Path)> Read(JsonObject step)
    {
        var indices = StepMembers.Array(step, "Indices");
        for (var i = 0; i < indices.Count; i++)
        {
            foreach (var (name, settings) in indices[i] as JsonObject ?? new JsonObject { [indices[i]?.ToString() ?? ""] = null })
            {
                var json = settings as JsonObject ?? [];
                var profile = new IndexProfile { Name = name, IndexName = name };
                ProfileChecks.Read(profile, json, json);
                yield return (profile, $"Indices[{i}].{name}");
            }
        }
    }
}

/// <summary>Makes or changes index profiles as Orchard Core 3 names them; matched by id, else by name. Members left out keep what is stored.</summary>
internal sealed class IndexProfileStep(IStringLocalizer<LuceneIndexStep> s) : RecipeStepHandler("CreateOrUpdateIndexProfile")
{
    public override JsonObject Schema { get; } = StepSchema.Of("CreateOrUpdateIndexProfile", """
        { "indexes": { "type": "array", "items": { "type": "object", "required": ["Name"], "properties": {
            "Id": { "type": "string" }, "Name": { "type": "string", "minLength": 1 }, "IndexName": { "type": "string" }, "ProviderName": { "type": "string", "description": "Lucene." }, "Type": { "type": "string", "description": "Content." },
            "Properties": { "type": "object", "properties": { "ContentIndexMetadata": { "type": "object" }, "LuceneIndexMetadata": { "type": "object" }, "LuceneIndexDefaultQueryMetadata": { "type": "object" } } } } } } }
        """, required: ["indexes"]);

    public override Task CheckAsync(RecipeCheckContext context)
    {
        var entries = StepMembers.Array(context.Step, "indexes");
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i] is JsonObject entry && LeftOut(entry, $"indexes[{i}]") is { } reason)
            {
                context.Problem(reason.Path, reason.Sentence, isWarning: true);
            }
            else if (entries[i] is JsonObject own && Section(own, "ContentIndexMetadata").ContainsKey("IndexedContentTypes"))
            {
                ProfileChecks.Check(context, Read(own, new IndexProfile()), $"indexes[{i}].Properties.ContentIndexMetadata", s);
            }
        }

        return Task.CompletedTask;
    }

    public override Task ExecuteAsync(RecipeExecutionContext context) => ProfileChecks.ChangeAsync(context.Services, profiles =>
    {
        foreach (var entry in StepMembers.Array(context.Step, "indexes").OfType<JsonObject>().Where(entry => LeftOut(entry, "") is null))
        {
            var (id, name) = (StepMembers.Get(entry, "Id")?.ToString() ?? "", StepMembers.Get(entry, "Name")?.ToString());
            var stored = (id.Length > 0 ? profiles.All.Find(profile => profile.Id == id) : null) ?? profiles.Find(name);
            if (stored is null)
            {
                profiles.All.Add(stored = new IndexProfile());
            }

            Read(entry, stored);
        }
    });

    private (string Path, string Sentence)? LeftOut(JsonObject entry, string path)
        => StepMembers.Get(entry, "ProviderName")?.ToString() is { } provider && !provider.Equals("Lucene", StringComparison.OrdinalIgnoreCase) ? ($"{path}.ProviderName", s["Only indexes of Lucene are made here; this one is left out."])
            : StepMembers.Get(entry, "Type")?.ToString() is { } type && !type.Equals("Content", StringComparison.OrdinalIgnoreCase) ? ($"{path}.Type", s["Only indexes of content are made here; this one is left out."]) : null;

    private static IndexProfile Read(JsonObject entry, IndexProfile into)
    {
        into.Id = StepMembers.Get(entry, "Id")?.ToString() ?? into.Id;
        into.Name = StepMembers.Get(entry, "Name")?.ToString() ?? into.Name;
        into.IndexName = StepMembers.Get(entry, "IndexName")?.ToString() ?? (into.IndexName.Length > 0 ? into.IndexName : into.Name);
        ProfileChecks.Read(into, Section(entry, "ContentIndexMetadata"), Section(entry, "LuceneIndexMetadata"));
        into.DefaultSearchFields = StepMembers.Read<List<string>>(Section(entry, "LuceneIndexDefaultQueryMetadata"), "DefaultSearchFields") ?? into.DefaultSearchFields;
        return into;
    }

    private static JsonObject Section(JsonObject entry, string name) => StepMembers.Get(entry, "Properties") is JsonObject properties && StepMembers.Get(properties, name) is JsonObject section ? section : [];
}

/// <summary>Has indexes made anew; under each of the names that Orchard Core's recipes give it. To reset one is the same here: an index follows the change log by itself.</summary>
internal sealed class RebuildStep(string name, string member, IStringLocalizer<LuceneIndexStep> s) : RecipeStepHandler(name)
{
    /// <summary>The names, each with its member.</summary>
    public static readonly IReadOnlyList<(string Name, string Member)> Names =
    [
        ("lucene-index-reset", "Indices"), ("lucene-index-rebuild", "Indices"), ("ResetIndex", "IndexNames"), ("RebuildIndex", "IndexNames"), ("ResetIndexProfile", "IndexNames"), ("RebuildIndexProfile", "IndexNames"),
    ];

    public override JsonObject Schema { get; } = StepSchema.Of(name, $$"""{ "IncludeAll": { "type": "boolean" }, "{{member}}": { "type": "array", "items": { "type": "string" } } }""");

    public override Task ExecuteAsync(RecipeExecutionContext context)
    {
        var all = StepMembers.Read<bool?>(context.Step, "IncludeAll") == true;
        var names = StepMembers.Read<List<string>>(context.Step, member) ?? [];
        return ProfileChecks.ChangeAsync(context.Services, profiles =>
        {
            for (var i = 0; i < names.Count && !all; i++)
            {
                if (profiles.Find(names[i]) is null)
                {
                    context.LeaveOut($"{member}[{i}]", s["The index “{0}” is unknown.", names[i]]);
                }
            }

            foreach (var profile in all ? profiles.All : names.Select(profiles.Find).OfType<IndexProfile>().Distinct())
            {
                profile.Generation++;
            }
        });
    }
}

/// <summary>What the steps share.</summary>
internal static class ProfileChecks
{
    public static void Check(RecipeCheckContext context, IndexProfile profile, string path, IStringLocalizer s)
    {
        if (profile.IndexedContentTypes.Count == 0)
        {
            context.Problem(path, s["An index has at least one content type."], isWarning: true);
        }

        foreach (var type in profile.IndexedContentTypes.Where(type => !context.ContentTypes.Contains(type)))
        {
            context.Problem(path + ".IndexedContentTypes", s["The content type “{0}” is unknown.", type], isWarning: true);
        }

        if (!profile.AnalyzerName.StartsWith("standard", StringComparison.OrdinalIgnoreCase))
        {
            context.Problem(path + ".AnalyzerName", s["Every analyser is the same here: words without accents and case."], isWarning: true);
        }
    }

    public static void Read(IndexProfile into, JsonObject content, JsonObject lucene)
    {
        into.IndexLatest = StepMembers.Read<bool?>(content, "IndexLatest") ?? into.IndexLatest;
        into.IndexedContentTypes = StepMembers.Read<List<string>>(content, "IndexedContentTypes") ?? into.IndexedContentTypes;
        into.Culture = StepMembers.Read<string>(content, "Culture") ?? into.Culture;
        into.AnalyzerName = StepMembers.Read<string>(lucene, "AnalyzerName") ?? into.AnalyzerName;
        into.StoreSourceData = StepMembers.Read<bool?>(lucene, "StoreSourceData") ?? into.StoreSourceData;
    }

    public static async Task ChangeAsync(IServiceProvider services, Action<IndexProfiles> change)
    {
        var documents = services.GetRequiredService<IDocumentManager<IndexProfiles>>();
        var profiles = await documents.GetOrCreateMutableAsync();
        change(profiles);
        await documents.UpdateAsync(profiles);
    }
}

/// <summary>Exports the profiles.</summary>
internal sealed class ProfileExporter(IDocumentManager<IndexProfiles> documents) : IRecipeExporter
{
    public string StepName => "CreateOrUpdateIndexProfile";

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync() => [.. (await documents.GetOrCreateImmutableAsync()).All.Select(profile => (profile.Name, profile.Name))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var entries = new JsonArray([.. (await documents.GetOrCreateImmutableAsync()).All.Where(profile => choices?.Contains(profile.Name) != false).Select(profile => (JsonNode)new JsonObject
        {
            ["Id"] = profile.Id, ["Name"] = profile.Name, ["IndexName"] = profile.IndexName, ["ProviderName"] = "Lucene", ["Type"] = "Content",
            ["Properties"] = new JsonObject
            {
                ["ContentIndexMetadata"] = new JsonObject { ["IndexLatest"] = profile.IndexLatest, ["IndexedContentTypes"] = Texts(profile.IndexedContentTypes), ["Culture"] = profile.Culture },
                ["LuceneIndexMetadata"] = new JsonObject { ["AnalyzerName"] = profile.AnalyzerName, ["StoreSourceData"] = profile.StoreSourceData },
                ["LuceneIndexDefaultQueryMetadata"] = new JsonObject { ["DefaultSearchFields"] = Texts(profile.DefaultSearchFields) },
            },
        })]);
        return entries.Count == 0 ? [] : [new JsonObject { ["name"] = StepName, ["indexes"] = entries }];

        static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
    }
}
