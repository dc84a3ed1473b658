using System.Globalization;
using Crm.Kernel.Calendar;
using Crm.Kernel.Settings;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Holidays;

/// <summary>Public holidays of the site's country, which its language tells; those of France are known.</summary>
internal sealed class HolidaySource(ISiteService site, IStringLocalizer<HolidaySource> s) : ICalendarSource
{
    public bool TellsOfDays => true;

    public async Task<IReadOnlyList<CalendarEntry>> ListAsync(CalendarQuestion question, CancellationToken cancellationToken)
    {
        if (CountryOf((await site.GetSiteSettingsAsync()).As<LocalizationSettings>().DefaultCulture) != "FR")
        {
            return [];
        }

        return
        [
            .. Enumerable.Range(question.From.Year, question.Until.Year - question.From.Year + 1).SelectMany(FrenchHolidays.Of).Where(holiday => holiday.Day >= question.From && holiday.Day < question.Until)
                .Select(holiday => new CalendarEntry(Name(holiday.Name), "flag", holiday.Day, holiday.Day, null, null, "holiday")),
        ];
    }

    private static string CountryOf(string? culture)
    {
        try
        {
            return string.IsNullOrEmpty(culture) ? "" : new RegionInfo(CultureInfo.CreateSpecificCulture(culture).Name).TwoLetterISORegionName;
        }
        catch (ArgumentException)
        {
            return ""; // a language without a country
        }
    }

    private string Name(string name) => name switch
    {
        "New Year’s Day" => s["New Year’s Day"], "Easter Monday" => s["Easter Monday"], "Labour Day" => s["Labour Day"], "Victory in Europe Day" => s["Victory in Europe Day"],
        "Ascension Day" => s["Ascension Day"], "Whit Monday" => s["Whit Monday"], "Bastille Day" => s["Bastille Day"], "Assumption Day" => s["Assumption Day"],
        "All Saints’ Day" => s["All Saints’ Day"], "Armistice Day" => s["Armistice Day"], _ => s["Christmas Day"],
    };
}
