using System.Globalization;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;

namespace Crm.Contacts.Names;

/// <summary>
/// The culture by which the tenant's names sort: its default language. A singleton, because index maps must be free of state of a request;
/// read when the tenant is activated and before each bulk work.
/// </summary>
internal sealed class TenantCulture
{
    /// <summary>Keys of the present culture.</summary>
    public SortKeys SortKeys { get; private set; } = new(CultureInfo.InvariantCulture);

    /// <summary>The country whose phone notation is understood without a prefix.</summary>
    public string Country { get; private set; } = "FR";

    /// <summary>Takes the culture from the site's settings.</summary>
    public async Task ReadAsync(ISiteService site)
    {
        var settings = await site.GetSiteSettingsAsync();
        var name = settings.Properties["LocalizationSettings"]?["DefaultCulture"]?.GetValue<string>();
        var culture = CultureInfo.GetCultureInfo(string.IsNullOrWhiteSpace(name) ? "fr" : name);
        SortKeys = new SortKeys(culture);
        Country = CountryOf(culture);
    }

    private static string CountryOf(CultureInfo culture)
    {
        var specific = culture.IsNeutralCulture ? CultureInfo.CreateSpecificCulture(culture.Name) : culture;
        return specific.Name.Length == 0 ? "FR" : new RegionInfo(specific.Name).TwoLetterISORegionName;
    }
}

/// <summary>Reads the culture before the tenant serves.</summary>
internal sealed class ReadTenantCulture(TenantCulture culture, ISiteService site) : IModularTenantEvents
{
    public Task ActivatingAsync() => culture.ReadAsync(site);
}
