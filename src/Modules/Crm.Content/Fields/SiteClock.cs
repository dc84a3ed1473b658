using Crm.Kernel.Settings;

namespace Crm.Content.Fields;

/// <summary>Moments in the site's time zone.</summary>
public sealed class SiteClock(ISiteService site)
{
    private TimeZoneInfo? _zone;

    /// <summary>Reads the zone once; called before a page draws.</summary>
    public async Task ReadAsync() => _zone ??= TimeZoneInfo.TryFindSystemTimeZoneById((await site.GetSiteSettingsAsync()).TimeZoneId, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The moment as clocks show it here.</summary>
    public DateTime ToLocal(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), _zone ?? TimeZoneInfo.Utc);

    /// <summary>The moment in UTC; one that clocks skip in spring is taken an hour later.</summary>
    public DateTime ToUtc(DateTime local)
    {
        var zone = _zone ?? TimeZoneInfo.Utc;
        var written = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(written) ? written.AddHours(1) : written, zone);
    }
}
