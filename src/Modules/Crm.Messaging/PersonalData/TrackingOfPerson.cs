using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Messaging.Tracking;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.PersonalData;

/// <summary>What a person said of being tracked, with the words they answered to. It goes with them: of nobody is anything noted without a yes.</summary>
internal sealed class TrackingOfPerson(ISession session, TrackingConsent tracking, IStringLocalizer<TrackingOfPerson> s) : IPersonalData
{
    public string Name => "tracking-consent";

    public string Title => s["Consent to being tracked"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var held = (await tracking.LogAsync([.. subject.Ids], cancellationToken)).Reverse().ToList();
        return held.Count == 0 ? HeldData.None : new HeldData(
            new JsonArray([.. held.Select(row => (JsonNode)new JsonObject { ["Said"] = row.AtUtc, ["Kind"] = row.Kind, ["Answer"] = row.Answer, ["How"] = row.Source, ["By"] = row.ByName, ["Wording"] = row.Wording, ["Language"] = row.Language })]),
            [.. held.Select(row => new HeldLine(row.AtUtc.ToString("g", CultureInfo.CurrentCulture) + " UTC", $"{row.Kind} {row.Answer}"))], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
        => [new ErasureLine(s["What they said of being tracked"], (await tracking.LogAsync([.. subject.Ids], cancellationToken)).Count)];

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var ids = subject.Ids;
        await (await session.GetConnectionAsync(write: true)).GetTable<TrackingAnswer>().Where(row => ids.Contains(row.PersonId)).DeleteAsync(cancellationToken);
        return null;
    }
}
