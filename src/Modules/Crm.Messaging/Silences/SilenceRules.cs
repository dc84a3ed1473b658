using Crm.Contacts.Points;
using Crm.Kernel.Localization;
using Crm.Kernel.Settings;
using Crm.Messaging.Messages;

namespace Crm.Messaging.Silences;

/// <summary>Whether it is a time of silence where somebody lives; scoped.</summary>
internal sealed class SilenceRules(ISiteService sites, HomeCountry home, LocalTime local)
{
    /// <summary>Those that were planned and not taken away, the first first.</summary>
    public async Task<IReadOnlyList<SilencePeriod>> ListAsync()
        => [.. (await sites.GetSiteSettingsAsync()).As<SilenceSettings>().Periods.Where(period => period.RemovedUtc is null).OrderBy(period => period.From).ThenBy(period => period.SilenceId, StringComparer.Ordinal)];

    /// <summary>The silence that a message meets at that moment and when it ends, the one that ends last first; null when there is none.</summary>
    /// <param name="country">Where the receiver lives; blank, as far as is known, in the site's own country.</param>
    /// <param name="zone">The receiver's; the site's when null.</param>
    public async Task<(SilencePeriod Period, DateTime EndUtc)?> MetAsync(MessageClass kind, string country, TimeZoneInfo? zone, DateTime utc)
    {
        if (kind == MessageClass.Transactional || await ListAsync() is not { Count: > 0 } periods)
        {
            return null;
        }

        zone ??= await local.ZoneAsync();
        var (lives, today) = (country.Length > 0 ? country : await home.GetAsync(), DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone)));
        var met = periods.Where(period => (kind == MessageClass.Marketing || period.HoldsPersonal) && (period.Country.Length == 0 || string.Equals(period.Country, lives, StringComparison.OrdinalIgnoreCase)) && period.From <= today && today <= period.Until)
            .MaxBy(period => period.Until);
        return met is null ? null : (met, Restraint.QuietHours.ToUtc(met.Until.AddDays(1).ToDateTime(TimeOnly.MinValue), zone));
    }
}
