using System.Globalization;
using Crm.Kernel.Settings;

namespace Crm.Contacts.Names;

/// <summary>The languages of the site, one after the other: what a file says may stand in any of them.</summary>
internal sealed class EachLanguage(ISiteService site)
{
    /// <summary>Works once in each language, the reader's first.</summary>
    public async Task InEachAsync(Action work)
    {
        var (ui, offered) = (CultureInfo.CurrentUICulture, (await site.GetSiteSettingsAsync()).As<LocalizationSettings>().SupportedCultures);
        try
        {
            foreach (var culture in offered.Prepend(ui.Name).Distinct())
            {
                CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
                work();
            }
        }
        finally
        {
            CultureInfo.CurrentUICulture = ui;
        }
    }
}
