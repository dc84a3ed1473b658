using Crm.Kernel.Settings;

namespace Crm.Contacts.Ages;

/// <summary>The present day in the tenant's time zone. Scoped.</summary>
public sealed class Today(ISiteService site, TimeProvider time)
{
    /// <summary>The day.</summary>
    public async Task<DateOnly> GetAsync()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await site.GetSiteSettingsAsync()).TimeZoneId);
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
    }
}
