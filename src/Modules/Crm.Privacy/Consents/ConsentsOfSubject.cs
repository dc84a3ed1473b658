using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Consents;

/// <summary>What a person said about consents. The rows stay, as proof of how people were asked, with nobody's name.</summary>
internal sealed class ConsentsOfSubject(ConsentLog log, ConsentLabels labels, ISession session, IStringLocalizer<ConsentsOfSubject> s) : IPersonalData
{
    public string Name => "consents";

    public string Title => s["Consents"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var entries = await log.ListAsync(subject, cancellationToken);
        return entries.Count == 0 ? HeldData.None : new HeldData(
            JsonSerializer.SerializeToNode(entries)!,
            [.. entries.Select(entry => new HeldLine($"{entry.AtUtc.ToString("g", CultureInfo.CurrentCulture)} UTC, {entry.Purpose}, {labels.Channel(entry.Channel)}", $"{(entry.IsGiven ? s["given"] : s["withdrawn"])}. {entry.Wording}"))], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
        => [new ErasureLine(s["Consents and withdrawals"], (await log.ListAsync(subject, cancellationToken)).Count, s["The rows stay without the person, their device or who spoke for them."])];

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var (ids, db) = (subject.Ids, await session.GetConnectionAsync(write: true));
        await db.GetTable<ConsentEntry>().Where(entry => ids.Contains(entry.PersonId))
            .Set(entry => entry.PersonId, "").Set(entry => entry.AgreedBy, "").Set(entry => entry.Ip, "").Set(entry => entry.UserAgent, "").UpdateAsync(cancellationToken);

        // For whom they spoke: a child's entry goes on without the parent's name.
        foreach (var entry in (await db.GetTable<ConsentEntry>().Where(entry => entry.AgreedBy != "").ToListAsync(cancellationToken)).Where(entry => subject.Words.AreIn(entry.AgreedBy)))
        {
            await db.GetTable<ConsentEntry>().Where(one => one.Id == entry.Id).Set(one => one.AgreedBy, "").UpdateAsync(cancellationToken);
        }

        return null;
    }
}
