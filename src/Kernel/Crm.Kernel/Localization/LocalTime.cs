using System.Globalization;
using Crm.Kernel.Settings;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Localization;

/// <summary>Moments as people of the tenant see them: in its time zone and the reader's language.</summary>
public sealed class LocalTime(IServiceProvider services, TimeProvider clock, IStringLocalizer<LocalTime> S)
{
    private TimeZoneInfo? _zone;

    /// <summary>The tenant's time zone.</summary>
    public async ValueTask<TimeZoneInfo> ZoneAsync()
        => _zone ??= TimeZoneInfo.TryFindSystemTimeZoneById((await RunningSite.FindAsync(services))?.TimeZoneId ?? "UTC", out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The moment in the tenant's zone.</summary>
    public async ValueTask<DateTime> OfAsync(DateTime utc)
        => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), await ZoneAsync());

    /// <summary>The moment formatted, "g" (short date and time) unless said otherwise.</summary>
    public async ValueTask<string> FormatAsync(DateTime utc, string format = "g")
        => (await OfAsync(utc)).ToString(format, CultureInfo.CurrentCulture);

    /// <summary>How long ago, or in how long: "3 minutes ago", "in 2 days".</summary>
    public string Distance(DateTime utc)
    {
        var span = clock.GetUtcNow().UtcDateTime - DateTime.SpecifyKind(utc, DateTimeKind.Utc);
        var future = span < TimeSpan.Zero;
        span = span.Duration();
        if (span.TotalSeconds < 60)
        {
            return future ? S["in a moment"] : S["just now"];
        }

        if (span.TotalMinutes < 60)
        {
            return future ? S.Plural((long)span.TotalMinutes, "in {0} minute", "in {0} minutes") : S.Plural((long)span.TotalMinutes, "{0} minute ago", "{0} minutes ago");
        }

        if (span.TotalHours < 24)
        {
            return future ? S.Plural((long)span.TotalHours, "in {0} hour", "in {0} hours") : S.Plural((long)span.TotalHours, "{0} hour ago", "{0} hours ago");
        }

        if (span.TotalDays < 60)
        {
            return future ? S.Plural((long)span.TotalDays, "in {0} day", "in {0} days") : S.Plural((long)span.TotalDays, "{0} day ago", "{0} days ago");
        }

        var months = (long)(span.TotalDays / 30.44);
        return months < 24
            ? future ? S.Plural(months, "in {0} month", "in {0} months") : S.Plural(months, "{0} month ago", "{0} months ago")
            : future ? S.Plural(months / 12, "in {0} year", "in {0} years") : S.Plural(months / 12, "{0} year ago", "{0} years ago");
    }
}
