using System.Text.Json.Nodes;
using Crm.Kernel.Modules;
using Crm.Kernel.Recipes.Orchard;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Recipes.Steps;

/// <summary>Chooses the theme of the site and of the admin, and switches both on.</summary>
internal sealed class ThemesStep(IExtensionManager extensions, IStringLocalizer<ThemesStep> S) : RecipeStepHandler("themes")
{
    private static readonly JsonObject StepSchemaOfThemes = StepSchema.Of("themes", """
        {
          "site": { "type": "string", "description": "Id of the theme of the public site.", "x-suggest": "themes" },
          "admin": { "type": "string", "description": "Id of the theme of the administration.", "x-suggest": "themes" }
        }
        """);

    /// <summary>The members of the step and the sections of the settings they are kept in.</summary>
    internal static readonly IReadOnlyList<(string Member, string Setting)> Members = [("site", "CurrentThemeName"), ("admin", "CurrentAdminThemeName")];

    public override JsonObject Schema => StepSchemaOfThemes;

    public override Task CheckAsync(RecipeCheckContext context)
    {
        foreach (var member in new[] { "site", "admin" })
        {
            var id = StepMembers.Get(context.Step, member)?.ToString() ?? "";
            if (id.Length == 0 || Expressions.Expression.Of(id) is not null)
            {
                continue;
            }

            if (Find(id) is { } theme)
            {
                context.Features.UnionWith(extensions.GetFeatureDependencies(theme.Id).Select(needed => needed.Id));
            }
            else
            {
                context.Problem(member, S["This host has no theme “{0}”.", id]);
            }
        }

        return Task.CompletedTask;
    }

    public override async Task ExecuteAsync(RecipeExecutionContext context)
    {
        var sites = context.Services.GetRequiredService<ISiteService>();
        var site = await sites.LoadSiteSettingsAsync();
        var chosen = new List<FeatureInfo>();
        foreach (var (member, setting) in Members)
        {
            if (Find(StepMembers.Get(context.Step, member)?.ToString() ?? "") is { } theme)
            {
                site.Properties[setting] = theme.Id;
                chosen.Add(theme);
            }
        }

        await sites.UpdateSiteSettingsAsync(site);
        await context.Services.GetRequiredService<IShellFeaturesManager>().UpdateFeaturesAsync([], chosen);
    }

    private FeatureInfo? Find(string id)
        => (extensions.GetFeature(id) ?? (OrchardIds.Default.Feature(id)?.Ours is { } ours ? extensions.GetFeature(ours) : null)) is { IsTheme: true } theme ? theme : null;
}

/// <summary>Exports which themes are chosen.</summary>
internal sealed class ThemesExporter(ISiteService sites) : IRecipeExporter
{
    public string StepName => "themes";

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync()
        => [.. (await ChosenAsync()).Select(theme => (theme.Member, theme.Id))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var step = new JsonObject { ["name"] = StepName };
        foreach (var (member, id) in (await ChosenAsync()).Where(theme => choices?.Contains(theme.Member) != false))
        {
            step[member] = id;
        }

        return step.Count == 1 ? [] : [step];
    }

    private async Task<IEnumerable<(string Member, string Id)>> ChosenAsync()
    {
        var site = await sites.GetSiteSettingsAsync();
        return ThemesStep.Members.Select(pair => (pair.Member, Id: site.Properties[pair.Setting]?.ToString() ?? "")).Where(theme => theme.Id.Length > 0);
    }
}
