using System.Globalization;
using System.Runtime.CompilerServices;
using Crm.Kernel.Settings;

namespace Crm.Kernel.Localization;

/// <summary>The languages of a tenant, the default first. Read from the settings once per version of them.</summary>
public static class SiteLanguages
{
    private static readonly ConditionalWeakTable<SiteSettings, IReadOnlyList<CultureInfo>> Read = [];

    /// <summary>The languages the product ships.</summary>
    public static IReadOnlyList<CultureInfo> Shipped { get; } = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("fr")];

    /// <summary>The languages that people may choose; those shipped where there are no settings yet.</summary>
    public static IReadOnlyList<CultureInfo> Of(SiteSettings? site) => site is null ? Shipped : Read.GetValue(site, static site =>
    {
        var settings = site.As<LocalizationSettings>();
        var names = settings.SupportedCultures.Append(settings.DefaultCulture).Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase);
        return names.OrderBy(name => name.Equals(settings.DefaultCulture, StringComparison.OrdinalIgnoreCase) ? 0 : 1).Select(CultureInfo.GetCultureInfo).ToList() is { Count: > 0 } list ? list : Shipped;
    });
}
