using Crm.Campaigns.Campaigns;
using Crm.Kernel.Calendar;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns.Planned;

/// <summary>Approved campaigns on the day they leave, in every calendar, for who may see campaigns.</summary>
internal sealed class PlannedCampaigns(ISession session, IContentManager content, Rights rights, Visible visible, LocalTime local, IStringLocalizer<PlannedCampaigns> s) : ICalendarSource
{
    private const int Most = 200;

    public async Task<IReadOnlyList<CalendarEntry>> ListAsync(CalendarQuestion question, CancellationToken cancellationToken)
    {
        if (!await rights.HoldsAsync(question.User, CampaignsPermissions.View))
        {
            return [];
        }

        var zone = await local.ZoneAsync();
        var (from, until) = (TimeZoneInfo.ConvertTimeToUtc(question.From.ToDateTime(TimeOnly.MinValue), zone), TimeZoneInfo.ConvertTimeToUtc(question.Until.ToDateTime(TimeOnly.MinValue), zone));
        var rows = await (await session.GetConnectionAsync()).GetTable<CampaignRun>().Where(row => row.DueUtc >= from && row.DueUtc < until).OrderBy(row => row.DueUtc).Take(Most).ToListAsync(cancellationToken);
        var items = (await content.GetAsync(rows.Select(row => row.CampaignId), VersionOptions.Latest)).ToDictionary(item => item.ContentItemId);
        var (sight, entries) = (await visible.ForAsync(question.User), new List<CalendarEntry>());
        foreach (var row in rows.Where(row => items.ContainsKey(row.CampaignId)))
        {
            var at = await local.OfAsync(row.DueUtc!.Value);
            var day = DateOnly.FromDateTime(at);
            entries.Add(new CalendarEntry(s["Campaign: {0}", sight.NameOf(items[row.CampaignId]) ?? ""], "speakerphone", day, day, TimeOnly.FromDateTime(at), $"/admin/campaigns/{row.CampaignId}", "campaign"));
        }

        return entries;
    }
}
