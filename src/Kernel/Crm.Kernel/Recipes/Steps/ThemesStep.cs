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
        var themes = site.As<ThemeSettings>();
        var chosen = new List<FeatureInfo>();
        if (Find(StepMembers.Get(context.Step, "site")?.ToString() ?? "") is { } siteTheme)
        {
            themes.Site = siteTheme.Id;
            chosen.Add(siteTheme);
        }

        if (Find(StepMembers.Get(context.Step, "admin")?.ToString() ?? "") is { } adminTheme)
        {
            themes.Admin = adminTheme.Id;
            chosen.Add(adminTheme);
        }

        site.Put(themes);
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
    {
        var themes = (await sites.GetSiteSettingsAsync()).As<ThemeSettings>();
        return [.. new[] { themes.Site, themes.Admin }.Where(id => id.Length > 0).Distinct().Select(id => (id, id))];
    }

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var themes = (await sites.GetSiteSettingsAsync()).As<ThemeSettings>();
        var step = new JsonObject { ["name"] = "themes" };
        if (themes.Site.Length > 0 && choices?.Contains(themes.Site) != false)
        {
            step["site"] = themes.Site;
        }

        if (themes.Admin.Length > 0 && choices?.Contains(themes.Admin) != false)
        {
            step["admin"] = themes.Admin;
        }

        return step.Count == 1 ? [] : [step];
    }
}
