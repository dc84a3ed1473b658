using Crm.Kernel.Settings;

namespace Crm.Contacts.Ages;

/// <summary>The present day in the tenant's time zone.</summary>
internal sealed class Today(ISiteService site, TimeProvider time)
{
    public async Task<DateOnly> GetAsync()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await site.GetSiteSettingsAsync()).TimeZoneId);
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
    }
}
