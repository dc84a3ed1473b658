using Crm.Kernel.Display.Themes;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Localization;
using Crm.Kernel.Modules;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Admin.Features;

/// <summary>The features of the tenant by group, and its themes.</summary>
[Right(AdminPermissions.ManageFeatures)]
public sealed class ListFeatures(IShellFeaturesManager features, IExtensionManager extensions, ISiteService sites, FeatureTexts texts, IStringLocalizer<ListFeatures> S) : PageModel
{
    /// <summary>Words that the name or description must hold.</summary>
    [FromQuery(Name = "q")]
    public string? Words { get; set; }

    /// <summary>"themes" shows the themes.</summary>
    [FromQuery]
    public string? View { get; set; }

    /// <summary>Groups in order, each with its features.</summary>
    public IReadOnlyList<(string Category, IReadOnlyList<FeatureLine> Features)> Groups { get; private set; } = [];

    /// <summary>The themes.</summary>
    public IReadOnlyList<ThemeLine> Themes { get; private set; } = [];

    /// <summary>Modules that could not be loaded.</summary>
    public IReadOnlyList<ExtensionFault> Faults => extensions.GetFaults();

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var available = await features.GetAvailableFeaturesAsync();
        var on = (await features.GetEnabledFeaturesAsync()).Select(feature => feature.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var site = await sites.GetSiteSettingsAsync();
        Themes = available.Where(feature => feature.IsTheme)
            .Select(theme => new ThemeLine(theme.Id, texts.Name(theme), texts.Description(theme), theme.Extension.Tags.Contains("admin"), on.Contains(theme.Id), IsChosen(site, theme))).ToList();
        Groups = available.Where(feature => feature is { IsTheme: false, EnabledByDependencyOnly: false })
            .Select(feature => LineOf(feature, on))
            .Where(line => string.IsNullOrWhiteSpace(Words) || $"{line.Name} {line.Description} {line.Id}".Contains(Words.Trim(), StringComparison.CurrentCultureIgnoreCase))
            .GroupBy(line => line.Category).OrderBy(group => group.Key, StringComparer.CurrentCulture)
            .Select(group => (group.Key, (IReadOnlyList<FeatureLine>)[.. group.OrderBy(line => line.Name, StringComparer.CurrentCulture)])).ToList();
    }

    /// <summary>Switches a feature on with all that it needs.</summary>
    public Task<IActionResult> OnPostEnableAsync(string id) => SwitchAsync(id, on: true);

    /// <summary>Switches a feature off with all that needs it.</summary>
    public Task<IActionResult> OnPostDisableAsync(string id) => SwitchAsync(id, on: false);

    /// <summary>Switches several features back as they were.</summary>
    public async Task<IActionResult> OnPostUndoAsync(string? on, string? off)
    {
        var (without, with) = (await NamedAsync(off), await NamedAsync(on));
        if (await TrySwitchAsync(without, with) is not null)
        {
            this.Toast(S["As it was."]);
        }

        return Back();
    }

    /// <summary>Takes a theme for the site or the administration.</summary>
    public async Task<IActionResult> OnPostThemeAsync(string id)
    {
        if ((await NamedAsync(id)).FirstOrDefault(feature => feature.IsTheme) is not { } theme)
        {
            return NotFound();
        }

        var site = await sites.LoadSiteSettingsAsync();
        site.Properties[SettingOf(theme)] = theme.Id;
        await sites.UpdateSiteSettingsAsync(site);
        if (await TrySwitchAsync([], [theme]) is not null)
        {
            this.Toast(S["The theme “{0}” is in use.", texts.Name(theme)]);
        }

        return RedirectToPage(new { view = "themes" });
    }

    private async Task<IActionResult> SwitchAsync(string id, bool on)
    {
        var named = await NamedAsync(id);
        if (named.Count == 0)
        {
            return NotFound();
        }

        if (!on && named.Any(feature => feature.IsAlwaysEnabled))
        {
            this.Toast(S["“{0}” is always on.", texts.Name(named[0])], tone: "warn");
            return Back();
        }

        if (await TrySwitchAsync(on ? [] : named, on ? named : []) is not var (disabled, enabled))
        {
            return Back();
        }

        var switched = (on ? enabled : disabled).Select(texts.Name).ToList();
        var undo = $"~/admin/features?handler=Undo&on={Ids(disabled)}&off={Ids(enabled)}";
        if (switched.Count > 0)
        {
            this.Toast(on ? S["On: {0}.", string.Join(S[", "], switched)] : S["Off: {0}.", string.Join(S[", "], switched)], undo);
        }

        return Back();
    }

    // Committed here and not after the handler: when the site cannot be built with these features, this page says so.
    private async Task<(IReadOnlyList<FeatureInfo> Disabled, IReadOnlyList<FeatureInfo> Enabled)?> TrySwitchAsync(IReadOnlyList<FeatureInfo> off, IReadOnlyList<FeatureInfo> on)
    {
        (IReadOnlyList<FeatureInfo>, IReadOnlyList<FeatureInfo>) switched = ([], []);
        try
        {
            await UnitOfWork.RunAsync(HttpContext.RequestServices, async () => switched = await features.UpdateFeaturesAsync(off, on));
            return switched;
        }
        catch (FeatureSwitchException e)
        {
            this.Toast(S["The site could not be built with these features; everything is as it was before. Reference: {0}", e.Reference], tone: "bad");
            return null;
        }
    }

    private RedirectToPageResult Back() => RedirectToPage(new { q = Words, view = View });

    private static string Ids(IEnumerable<FeatureInfo> features) => Uri.EscapeDataString(string.Join(',', features.Select(feature => feature.Id)));

    private async Task<IReadOnlyList<FeatureInfo>> NamedAsync(string? ids)
    {
        var named = (ids ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. (await features.GetAvailableFeaturesAsync()).Where(feature => named.Contains(feature.Id))];
    }

    private FeatureLine LineOf(FeatureInfo feature, HashSet<string> on)
    {
        var dependents = extensions.GetDependentFeatures(feature.Id).Where(other => other.Id != feature.Id && on.Contains(other.Id)).Select(texts.Name).ToList();
        var needs = extensions.GetFeatureDependencies(feature.Id).Where(other => other.Id != feature.Id && !on.Contains(other.Id)).Select(texts.Name).ToList();
        return new FeatureLine(feature.Id, texts.Name(feature), texts.Description(feature), texts.Category(feature), on.Contains(feature.Id), feature.IsAlwaysEnabled, dependents, needs);
    }

    private static string SettingOf(FeatureInfo theme) => theme.Extension.Tags.Contains("admin") ? CurrentTheme.AdminSetting : CurrentTheme.SiteSetting;

    private static bool IsChosen(SiteSettings site, FeatureInfo theme) => site.Properties[SettingOf(theme)]?.ToString().Equals(theme.Id, StringComparison.OrdinalIgnoreCase) is true;
}

/// <summary>A feature as the page shows it.</summary>
/// <param name="Dependents">What is on and goes off with it.</param>
/// <param name="Needs">What is off and comes on with it.</param>
public sealed record FeatureLine(string Id, string Name, string Description, string Category, bool IsOn, bool IsAlwaysOn, IReadOnlyList<string> Dependents, IReadOnlyList<string> Needs);

/// <summary>A theme as the page shows it.</summary>
public sealed record ThemeLine(string Id, string Name, string Description, bool IsAdmin, bool IsOn, bool IsChosen);
