using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Messaging.Automations;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.PersonalData;

/// <summary>What a person was taken out of, or put back into. Erased, nothing of it stays: nobody is there to be written to.</summary>
internal sealed class ExitsOfPerson(ISession session, AutomationExits exits, IStringLocalizer<ExitsOfPerson> s) : IPersonalData
{
    public string Name => "automations";

    public string Title => s["Automations"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var held = await exits.LogAsync(subject.Ids, cancellationToken);
        return held.Count == 0 ? HeldData.None : new HeldData(
            new JsonArray([.. held.Select(row => (JsonNode)new JsonObject { ["Decided"] = row.AtUtc, ["Automation"] = row.Title, ["IsOut"] = row.IsOut, ["Reason"] = row.Reason, ["By"] = row.ByName })]),
            [.. held.Select(row => new HeldLine(row.AtUtc.ToString("g", CultureInfo.CurrentCulture) + " UTC", $"{row.Title}: {(row.IsOut ? s["taken out"] : s["put back"])} {row.Reason}".Trim()))], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
        => [new ErasureLine(s["Automations they were taken out of"], AutomationExits.Holding(await exits.LogAsync(subject.Ids, cancellationToken)).Count())];

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var ids = subject.Ids;
        await (await session.GetConnectionAsync(write: true)).GetTable<AutomationExit>().Where(row => ids.Contains(row.PersonId)).DeleteAsync(cancellationToken);
        return null;
    }
}
