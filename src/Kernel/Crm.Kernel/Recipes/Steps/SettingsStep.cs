using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Recipes.Steps;

/// <summary>Sets the site's settings: known members by their exact name, every other one word for word as a section, replaced whole.</summary>
internal sealed class SettingsStep(IStringLocalizer<SettingsStep> S) : RecipeStepHandler("settings")
{
    private static readonly JsonObject StepSchemaOfSettings = StepSchema.Of("settings", """
        {
          "SiteName": { "type": "string", "description": "The name of the site." },
          "TimeZoneId": { "type": "string", "description": "IANA time zone, as Europe/Paris." },
          "BaseUrl": { "type": "string", "description": "Public address, for links in mail." },
          "PageSize": { "type": "integer", "minimum": 1, "description": "Rows a page." },
          "MaxPageSize": { "type": "integer", "minimum": 1, "description": "At most so many rows a page." },
          "SuperUser": { "type": "string", "description": "The user id that passes every check." },
          "HomeRoute": { "type": "object", "description": "Where / leads: route values." },
          "LocalizationSettings": { "type": "object", "description": "Languages.", "properties": {
            "DefaultCulture": { "type": "string" }, "SupportedCultures": { "type": "array", "items": { "type": "string" } } } }
        }
        """, others: "true");

    internal static readonly IReadOnlyList<string> Known =
    [
        nameof(SiteSettings.SiteName), nameof(SiteSettings.TimeZoneId), nameof(SiteSettings.BaseUrl), nameof(SiteSettings.PageSize),
        nameof(SiteSettings.MaxPageSize), nameof(SiteSettings.SuperUser), nameof(SiteSettings.HomeRoute),
    ];

    public override JsonObject Schema => StepSchemaOfSettings;

    public override Task CheckAsync(RecipeCheckContext context)
    {
        foreach (var (name, value) in context.Step)
        {
            context.Settings[name] = value;
            if (Known.FirstOrDefault(known => known != name && known.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } meant)
            {
                context.Problem(name, S["Settings are named exactly: write “{0}” instead of “{1}”.", meant, name]);
            }
            else if (name == nameof(SiteSettings.TimeZoneId) && value?.ToString() is { Length: > 0 } zone && zone[0] != '[' && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            {
                context.Problem(name, S["There is no time zone “{0}”.", zone]);
            }
        }

        return Task.CompletedTask;
    }

    public override async Task ExecuteAsync(RecipeExecutionContext context)
    {
        var sites = context.Services.GetRequiredService<ISiteService>();
        var site = await sites.LoadSiteSettingsAsync();
        foreach (var (name, value) in context.Step.Where(member => member.Key != "name"))
        {
            Set(site, name, value);
        }

        await sites.UpdateSiteSettingsAsync(site);
    }

    private static void Set(SiteSettings site, string name, JsonNode? value)
    {
        switch (name)
        {
            case nameof(SiteSettings.SiteName):
                site.SiteName = value?.ToString() ?? "";
                break;
            case nameof(SiteSettings.TimeZoneId):
                site.TimeZoneId = value?.ToString() is { Length: > 0 } zone ? zone : site.TimeZoneId;
                break;
            case nameof(SiteSettings.BaseUrl):
                site.BaseUrl = value?.ToString() ?? "";
                break;
            case nameof(SiteSettings.PageSize):
                site.PageSize = value?.Deserialize<int>(StepMembers.Options) ?? site.PageSize;
                break;
            case nameof(SiteSettings.MaxPageSize):
                site.MaxPageSize = value?.Deserialize<int>(StepMembers.Options) ?? site.MaxPageSize;
                break;
            case nameof(SiteSettings.SuperUser):
                site.SuperUser = value?.ToString() is { Length: > 0 } user ? user : site.SuperUser;
                break;
            case nameof(SiteSettings.HomeRoute):
                site.HomeRoute = value?.DeepClone() as JsonObject ?? [];
                break;
            default:
                site.Properties[name] = value?.DeepClone();
                break;
        }
    }
}

/// <summary>Exports the settings; choices are the known members together, and each section.</summary>
internal sealed class SettingsExporter(ISiteService sites, IStringLocalizer<SettingsExporter> S) : IRecipeExporter
{
    private const string General = "General";

    public string StepName => "settings";

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync()
        => [(General, S["Name, time zone, page size"]), .. Sections(await sites.GetSiteSettingsAsync()).Select(name => (name, name))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var site = await sites.GetSiteSettingsAsync();
        var step = new JsonObject { ["name"] = "settings" };
        if (choices?.Contains(General) != false)
        {
            step[nameof(site.SiteName)] = site.SiteName;
            step[nameof(site.TimeZoneId)] = site.TimeZoneId;
            step[nameof(site.BaseUrl)] = site.BaseUrl;
            step[nameof(site.PageSize)] = site.PageSize;
            step[nameof(site.MaxPageSize)] = site.MaxPageSize;
            step[nameof(site.HomeRoute)] = site.HomeRoute.DeepClone();
        }

        foreach (var name in Sections(site).Where(name => choices?.Contains(name) != false))
        {
            step[name] = site.Properties[name]?.DeepClone();
        }

        return step.Count == 1 ? [] : [step];
    }

    // Themes have their own step, and so have the items of custom settings.
    private static IEnumerable<string> Sections(SiteSettings site)
        => site.Properties.Where(section => ThemesStep.Members.All(theme => theme.Setting != section.Key) && !CustomSettingsStep.IsItem(section.Value)).Select(section => section.Key);
}
