using Crm.Kernel.Hosting;
using Crm.Kernel.Modules;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Crm.Kernel.Display.Themes;

/// <summary>
/// The theme of the current request: the admin theme for <c>/admin…</c> and for <see cref="CenteredAttribute"/> pages, else the site theme.
/// Which theme is which is said by the site settings, as the <c>themes</c> step writes them, or, when that theme is blank or off, by the manifest's tag "admin" or "site".
/// </summary>
public sealed class CurrentTheme(IHttpContextAccessor accessor, IExtensionManager extensions, CompiledViews views, IServiceProvider services)
{
    /// <summary>Member of the site settings: feature id of the public site's theme.</summary>
    public const string SiteSetting = "CurrentThemeName";

    /// <summary>Member of the site settings: feature id of the administration's theme.</summary>
    public const string AdminSetting = "CurrentAdminThemeName";

    /// <summary>Module ids of the theme and its base themes, the nearest first; empty before <see cref="ReadAsync"/> and when the tenant has no theme.</summary>
    public IReadOnlyList<string> Chain { get; private set; } = [];

    /// <summary>The theme's id, for caches.</summary>
    public string Key => Chain.Count == 0 ? "" : Chain[0];

    /// <summary>Path of the layout for the current page, or null when no theme gives one.</summary>
    public string? Layout
    {
        get
        {
            var name = IsCentered ? "Centered" : "Layout";
            return Chain.Select(theme => $"/{theme}/{name}.cshtml").FirstOrDefault(views.Exists);
        }
    }

    private bool IsCentered => accessor.HttpContext?.GetEndpoint()?.Metadata.GetMetadata<CenteredAttribute>() is not null;

    private bool IsAdmin => IsCentered || accessor.HttpContext is { } http && AskedPath(http).StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase);

    /// <summary>Finds the theme; called once before a page's result runs.</summary>
    public async Task ReadAsync()
    {
        var (setting, tag) = IsAdmin ? (AdminSetting, "admin") : (SiteSetting, "site");
        var chosen = (await RunningSite.FindAsync(services))?.Properties[setting]?.ToString();
        var theme = Enabled(extensions.GetFeature(chosen ?? "")?.Extension)
            ?? extensions.GetExtensions().FirstOrDefault(extension => extension.IsTheme && extension.Tags.Contains(tag) && Enabled(extension) is not null);
        Chain = Follow(theme);
    }

    // An error page is drawn at /error/…, in the dress of the page that was asked for.
    internal static PathString AskedPath(HttpContext http)
    {
        if (http.Features.Get<ErrorShown>() is null || http.Features.Get<IHttpRequestFeature>()?.RawTarget is not { } raw)
        {
            return http.Request.Path;
        }

        var asked = new PathString("/" + raw.Split('?')[0].TrimStart('/'));
        return asked.StartsWithSegments(http.Request.PathBase, out var rest) ? rest : asked;
    }

    private ExtensionInfo? Enabled(ExtensionInfo? theme) => theme is not null && views.HasModule(theme.Id) ? theme : null;

    private List<string> Follow(ExtensionInfo? theme)
    {
        var chain = new List<string>();
        while (theme is not null && !chain.Contains(theme.Id))
        {
            chain.Add(theme.Id);
            theme = string.IsNullOrEmpty(theme.BaseTheme) ? null : extensions.GetFeature(theme.BaseTheme)?.Extension;
        }

        return chain;
    }
}
