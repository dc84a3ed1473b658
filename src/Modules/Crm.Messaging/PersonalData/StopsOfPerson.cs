using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Contacts;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Messaging.StopList;
using LinqToDB;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.PersonalData;

/// <summary>That an address of a person is on the stop list. Erased, it stays there without a word: else they would be written to again when somebody types the address in anew.</summary>
internal sealed class StopsOfPerson(ISession session, StoppedAddresses stops, IStringLocalizer<StopsOfPerson> s) : IPersonalData
{
    public string Name => "stop-list";

    public string Title => s["Stop list"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var held = await FindAsync(subject, cancellationToken);
        return held.Count == 0 ? HeldData.None : new HeldData(
            new JsonArray([.. held.Select(row => (JsonNode)new JsonObject { ["Channel"] = row.Channel, ["Stopped"] = row.AtUtc, ["Reason"] = row.Reason, ["Detail"] = row.Detail, ["By"] = row.ByName, ["Lifted"] = row.LiftedUtc, ["LiftedBy"] = row.LiftedByName, ["LiftReason"] = row.LiftReason })]),
            [.. held.Select(row => new HeldLine(row.AtUtc.ToString("g", CultureInfo.CurrentCulture) + " UTC", $"{row.Channel} {row.Reason} {row.Detail}".Trim()))], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
        => [new ErasureLine(s["Addresses on the stop list"], (await FindAsync(subject, cancellationToken)).Count, s["What stands for the address stays, without the address, so that nobody writes to it again."])];

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var ids = (await FindAsync(subject, cancellationToken)).Select(row => row.Id).ToList();
        await (await session.GetConnectionAsync(write: true)).GetTable<StoppedAddress>().Where(row => ids.Contains(row.Id)).Set(row => row.Detail, "").Set(row => row.LiftReason, "").Set(row => row.MessageId, "").UpdateAsync(cancellationToken);
        return null;
    }

    private async Task<IReadOnlyList<StoppedAddress>> FindAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var found = new List<StoppedAddress>();
        foreach (var person in subject.Records.Where(record => record.ContentType == ContactTypes.Person))
        {
            found.AddRange(await stops.OfPersonAsync(person, cancellationToken));
        }

        return [.. found.DistinctBy(row => row.Id).OrderBy(row => row.Id)];
    }
}
