using System.Text.Json.Nodes;
using Crm.Kernel.Localization;
using Crm.Kernel.Tenants;

namespace Crm.Kernel.Recipes.Steps;

/// <summary>Exports which features are on.</summary>
internal sealed class FeatureExporter(IShellFeaturesManager features, FeatureTexts texts) : IRecipeExporter
{
    public string StepName => "feature";

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync()
        => [.. (await features.GetEnabledFeaturesAsync()).Where(feature => !feature.IsAlwaysEnabled && !feature.EnabledByDependencyOnly).Select(feature => (feature.Id, texts.Name(feature)))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var ids = (await ListChoicesAsync()).Select(choice => choice.Id).Where(id => choices is null || choices.Contains(id)).ToList();
        return ids.Count == 0 ? [] : [new JsonObject { ["name"] = "feature", ["enable"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) }];
    }
}
