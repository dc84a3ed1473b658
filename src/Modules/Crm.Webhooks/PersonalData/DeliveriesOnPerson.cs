using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Webhooks.Log;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Webhooks.PersonalData;

/// <summary>
/// What was sent of a person to other programs in the last 30 days. An erasure takes away the deliveries about them and the bodies and answers that name them; the programs are told of
/// the erasure as a deletion.
/// </summary>
internal sealed class DeliveriesOnPerson(ISession session, IStringLocalizer<DeliveriesOnPerson> s) : IPersonalData
{
    private const int AtOnce = 500;

    public string Name => "webhooks";

    public string Title => s["What was sent to other programs"];

    public bool HoldsCopies => true;

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var held = await ListAsync(subject, cancellationToken);
        return held.Count == 0 ? HeldData.None : new HeldData(
            new JsonArray([.. held.Select(row => (JsonNode)new JsonObject
            {
                ["Utc"] = row.TriedUtc ?? row.CreatedUtc, ["Event"] = row.EventType, ["Sent"] = row.Body is null ? null : JsonNode.Parse(row.Body), ["Answer"] = row.Answer,
            })]),
            [.. held.Select(row => new HeldLine((row.TriedUtc ?? row.CreatedUtc).ToString("g", CultureInfo.CurrentCulture) + " UTC", row.EventType))], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
        => [new ErasureLine(s["Deliveries to other programs that name them"], (await ListAsync(subject, cancellationToken)).Count)];

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync(write: true);
        var ids = erasure.Gone.Select(document => document.ItemId).Concat(subject.Ids).Where(id => id.Length > 0).Distinct().ToList();
        foreach (var some in ids.Chunk(AtOnce))
        {
            await db.GetTable<Delivery>().Where(row => some.Contains(row.ItemId)).DeleteAsync(cancellationToken);
        }

        // Those that are about others stay without what was said; one that is being sent now is sent again with a body of its own.
        foreach (var some in (await ListAsync(subject, cancellationToken)).Select(row => row.Id).Chunk(AtOnce))
        {
            await db.GetTable<Delivery>().Where(row => some.Contains(row.Id)).Set(row => row.Body, (string?)null).Set(row => row.Answer, (string?)null)
                .Set(row => row.ClaimedBy, (string?)null).Set(row => row.ClaimedUntilUtc, (DateTime?)null).UpdateAsync(cancellationToken);
        }

        return null;
    }

    private async Task<IReadOnlyList<Delivery>> ListAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var (db, found, after) = (await session.GetConnectionAsync(), new List<Delivery>(), 0L);
        while (true)
        {
            var rows = await db.GetTable<Delivery>().Where(row => row.Id > after).OrderBy(row => row.Id).Take(AtOnce).ToListAsync(cancellationToken);
            if (rows.Count == 0)
            {
                return found;
            }

            found.AddRange(rows.Where(row => subject.Ids.Contains(row.ItemId) || Names(subject, row.Body) || (row.Answer is { } answer && IsTold(subject, answer))));
            after = rows[^1].Id;
        }
    }

    private static bool Names(DataSubject subject, string? body) => body is not null && JsonStrings.Of(JsonNode.Parse(body)).Any(text => IsTold(subject, text));

    private static bool IsTold(DataSubject subject, string text) => subject.Ids.Any(id => text.Contains(id, StringComparison.Ordinal)) || subject.Words.AreIn(text);
}
