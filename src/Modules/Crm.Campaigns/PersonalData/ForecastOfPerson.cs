using System.Text.Json.Nodes;
using Crm.Campaigns.Campaigns;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Messaging.Actions;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns.PersonalData;

/// <summary>What checks of campaigns found about a person: for which campaigns they would not have been written to, and why. Erased, nothing of it stays.</summary>
internal sealed class ForecastOfPerson(ISession session, ActionLedger words, IStringLocalizer<ForecastOfPerson> s) : IPersonalData
{
    public string Name => "campaign-checks";

    public string Title => s["Checks of campaigns"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var rows = await (await OfAsync(subject)).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return rows.Count == 0 ? HeldData.None : new HeldData(
            new JsonArray([.. rows.Select(row => (JsonNode)new JsonObject { ["Campaign"] = row.CampaignId, ["Reason"] = row.Reason, ["Detail"] = row.Detail })]), [.. rows.Select(row => new HeldLine(s["Check of a campaign"], $"{words.Reason(row.Reason)} {row.Detail}".Trim()))], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
        => [new ErasureLine(Title, await (await OfAsync(subject)).CountAsync(cancellationToken))];

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var ids = subject.Ids;
        await (await session.GetConnectionAsync(write: true)).GetTable<CampaignForecast>().Where(row => ids.Contains(row.PersonId)).DeleteAsync(cancellationToken);
        return null;
    }

    private async Task<IQueryable<CampaignForecast>> OfAsync(DataSubject subject)
    {
        var ids = subject.Ids;
        return (await session.GetConnectionAsync()).GetTable<CampaignForecast>().Where(row => ids.Contains(row.PersonId));
    }
}
