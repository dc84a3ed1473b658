using Crm.Kernel.Calendar;
using Crm.Kernel.Security;
using Crm.Messaging.Brakes;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Silences;

/// <summary>Silences in every calendar, for everybody.</summary>
internal sealed class SilenceSource(SilenceRules silences, Rights rights, IStringLocalizer<SilenceSource> s) : ICalendarSource
{
    public bool TellsOfDays => true;

    public async Task<IReadOnlyList<CalendarEntry>> ListAsync(CalendarQuestion question, CancellationToken cancellationToken)
    {
        var address = await rights.HoldsAsync(question.User, MessagingPermissions.Manage) ? "/admin/silences" : null;
        return [.. (await silences.ListAsync()).Where(period => period.From < question.Until && period.Until >= question.From).Select(period => new CalendarEntry(TitleOf(period), "moon", period.From, period.Until, null, address, "silence"))];
    }

    private string TitleOf(SilencePeriod period) => period.Country.Length == 0 ? s["Silence: {0}", period.Title] : s["Silence ({0}): {1}", BrakeWords.Country(period.Country), period.Title];
}
