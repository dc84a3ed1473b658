using System.Text.Json.Nodes;
using Crm.Contacts.Duplicates.Candidates;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.PersonalData;

/// <summary>With whom the person was compared: pairs of ids, and keys made of names that cannot be read back.</summary>
internal sealed class DuplicatesOfPerson(ISession session, IStringLocalizer<DuplicatesOfPerson> s) : IPersonalData
{
    public string Name => "duplicates";

    public string Title => s["Possible duplicates"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var (ids, db) = (subject.Ids, await session.GetConnectionAsync());
        var candidates = await db.GetTable<DuplicateCandidate>().Where(pair => ids.Contains(pair.PersonA) || ids.Contains(pair.PersonB)).ToListAsync(cancellationToken);
        var settled = await db.GetTable<NotDuplicate>().Where(pair => ids.Contains(pair.PersonA) || ids.Contains(pair.PersonB)).ToListAsync(cancellationToken);
        return candidates.Count + settled.Count == 0 ? HeldData.None : new HeldData(
            new JsonArray(
            [
                .. candidates.Select(pair => (JsonNode)new JsonObject { ["PersonA"] = pair.PersonA, ["PersonB"] = pair.PersonB, ["FoundUtc"] = pair.FoundUtc, ["Score"] = pair.Score }),
                .. settled.Select(pair => (JsonNode)new JsonObject { ["PersonA"] = pair.PersonA, ["PersonB"] = pair.PersonB, ["NotDuplicateUtc"] = pair.Utc, ["By"] = pair.ActorName }),
            ]),
            [new HeldLine(s["Pairs to judge"], candidates.Count.ToString()), new HeldLine(s["Pairs judged to be two people"], settled.Count.ToString())], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var (ids, db) = (subject.Ids, await session.GetConnectionAsync());
        return
        [
            new ErasureLine(s["Pairs to judge"], await db.GetTable<DuplicateCandidate>().CountAsync(pair => ids.Contains(pair.PersonA) || ids.Contains(pair.PersonB), cancellationToken)),
            new ErasureLine(s["Pairs judged to be two people"], await db.GetTable<NotDuplicate>().CountAsync(pair => ids.Contains(pair.PersonA) || ids.Contains(pair.PersonB), cancellationToken)),
        ];
    }

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var (ids, db) = (subject.Ids, await session.GetConnectionAsync(write: true));
        await db.GetTable<DuplicateCandidate>().Where(pair => ids.Contains(pair.PersonA) || ids.Contains(pair.PersonB)).DeleteAsync(cancellationToken);
        await db.GetTable<NotDuplicate>().Where(pair => ids.Contains(pair.PersonA) || ids.Contains(pair.PersonB)).DeleteAsync(cancellationToken);
        await db.GetTable<DuplicateKey>().Where(key => ids.Contains(key.PersonId)).DeleteAsync(cancellationToken);
        await db.GetTable<DuplicateDue>().Where(due => ids.Contains(due.PersonId)).DeleteAsync(cancellationToken);
        return null;
    }
}
