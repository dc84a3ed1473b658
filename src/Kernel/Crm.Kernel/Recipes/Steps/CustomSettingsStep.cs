using System.Text.Json.Nodes;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Recipes.Steps;

/// <summary>Sets sections of the site that are content items: the member's name is the custom settings type.</summary>
internal sealed class CustomSettingsStep(IStringLocalizer<CustomSettingsStep> S) : RecipeStepHandler("custom-settings")
{
    private static readonly JsonObject StepSchemaOfCustomSettings = StepSchema.Of("custom-settings", "{}", others: """{ "type": "object", "description": "A content item of the type." }""");

    public override JsonObject Schema => StepSchemaOfCustomSettings;

    internal static bool IsItem(JsonNode? section) => section is JsonObject item && item["ContentType"] is JsonValue;

    public override Task CheckAsync(RecipeCheckContext context)
    {
        foreach (var (name, _) in context.Step.Where(member => member.Key != "name" && !context.ContentTypes.Contains(member.Key)))
        {
            context.Problem(name, S["There is no content type “{0}”, here or by an earlier step.", name]);
        }

        return Task.CompletedTask;
    }

    public override async Task ExecuteAsync(RecipeExecutionContext context)
    {
        var sites = context.Services.GetRequiredService<ISiteService>();
        var site = await sites.LoadSiteSettingsAsync();
        foreach (var (name, value) in context.Step.Where(member => member.Key != "name" && member.Value is JsonObject))
        {
            var item = value!.DeepClone().AsObject();
            item["ContentType"] ??= name;
            site.Properties[name] = item;
        }

        await sites.UpdateSiteSettingsAsync(site);
    }
}

/// <summary>Exports the sections that are content items.</summary>
internal sealed class CustomSettingsExporter(ISiteService sites) : IRecipeExporter
{
    public string StepName => "custom-settings";

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync()
        => [.. (await sites.GetSiteSettingsAsync()).Properties.Where(section => CustomSettingsStep.IsItem(section.Value)).Select(section => (section.Key, section.Key))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var step = new JsonObject { ["name"] = StepName };
        var site = await sites.GetSiteSettingsAsync();
        foreach (var (id, _) in await ListChoicesAsync())
        {
            if (choices?.Contains(id) != false)
            {
                step[id] = site.Properties[id]!.DeepClone();
            }
        }

        return step.Count == 1 ? [] : [step];
    }
}
