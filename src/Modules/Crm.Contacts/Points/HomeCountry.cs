using System.Globalization;
using Crm.Kernel.Settings;

namespace Crm.Contacts.Points;

/// <summary>The tenant's own country: national phone numbers are read as its, and letters to it bear no country line. Taken from the default language.</summary>
public sealed class HomeCountry(ISiteService site)
{
    public async Task<string> GetAsync()
    {
        var name = (await site.GetSiteSettingsAsync()).As<LocalizationSettings>().DefaultCulture;
        var culture = CultureInfo.CreateSpecificCulture(name);
        return culture.Name.Length == 0 || culture.IsNeutralCulture ? "FR" : new RegionInfo(culture.Name).TwoLetterISORegionName;
    }
}
