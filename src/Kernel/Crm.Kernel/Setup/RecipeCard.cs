using System.Globalization;
using System.Text.Json;
using Crm.Kernel.Localization;
using Crm.Kernel.Modules;
using Crm.Kernel.Recipes;

namespace Crm.Kernel.Setup;

/// <summary>A setup recipe as it is offered: what it is for, and what it switches on.</summary>
/// <param name="Features">Names of the features its <c>feature</c> steps switch on, in the reader's language.</param>
public sealed record RecipeCard(string Name, string DisplayName, string Description, IReadOnlyList<string> Features)
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    internal static async Task<IReadOnlyList<RecipeCard>> ListAsync(IRecipeHarvester recipes, IExtensionManager extensions, FeatureTexts texts, CancellationToken cancellationToken)
        => (await recipes.HarvestRecipesAsync(cancellationToken)).Where(recipe => recipe.IsSetupRecipe)
            .Select(recipe => Of(recipe, extensions, texts))
            .OrderBy(card => card.DisplayName, StringComparer.CurrentCulture).ToList();

    private static RecipeCard Of(RecipeDescriptor recipe, IExtensionManager extensions, FeatureTexts texts)
    {
        var words = recipe.TextsFor(CultureInfo.CurrentUICulture);
        using var stream = recipe.Open();
        using var document = JsonDocument.Parse(stream, Lenient);
        var features = Enabled(document.RootElement).Select(extensions.GetFeature).OfType<FeatureInfo>()
            .Where(feature => !feature.IsTheme && !feature.IsAlwaysEnabled).Select(texts.Name).Distinct().ToList();
        return new RecipeCard(recipe.Name, words.DisplayName, words.Description, features);
    }

    private static IEnumerable<string> Enabled(JsonElement recipe)
        => recipe.TryGetProperty("steps", out var steps) && steps.ValueKind == JsonValueKind.Array
            ? steps.EnumerateArray()
                .Where(step => step.TryGetProperty("name", out var name) && "feature".Equals(name.GetString(), StringComparison.OrdinalIgnoreCase))
                .SelectMany(step => step.TryGetProperty("enable", out var enable) ? enable.EnumerateArray() : default)
                .Select(id => id.GetString() ?? "")
            : [];
}
