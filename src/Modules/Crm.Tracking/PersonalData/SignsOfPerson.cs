using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Messaging.Actions;
using Crm.Tracking.Classify;
using Crm.Tracking.Hits;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Tracking.PersonalData;

/// <summary>Which letters a person opened and which links they followed. Erased, nothing of it stays, raw hits included.</summary>
internal sealed class SignsOfPerson(ISession session, SentLetters letters, HitFile file, HitLog log, IStringLocalizer<SignsOfPerson> s) : IPersonalData
{
    public string Name => "readings";

    public string Title => s["Readings of letters"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var rows = await (await OfAsync(subject)).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return rows.Count == 0 ? HeldData.None : new HeldData(
            new JsonArray([.. rows.Select(row => (JsonNode)new JsonObject { ["Message"] = row.MessageId, ["Link"] = row.Url, ["Reader"] = ((ReaderClass)row.Class).ToString(), ["Count"] = row.Count, ["FirstUtc"] = row.FirstUtc, ["LastUtc"] = row.LastUtc })]),
            [.. rows.Select(row => new HeldLine(row.Kind == (int)HitKind.Open ? s["A letter was opened"] : s["A link was followed"], row.Url))], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken) => [new ErasureLine(Title, await (await OfAsync(subject)).CountAsync(cancellationToken))];

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        log.Flush();
        file.Forget(await letters.OfPeopleAsync([.. subject.Ids], cancellationToken)); // also where nothing was made of them
        var ids = subject.Ids;
        await (await session.GetConnectionAsync(write: true)).GetTable<MessageSign>().Where(row => ids.Contains(row.PersonId)).DeleteAsync(cancellationToken);
        return null;
    }

    private async Task<IQueryable<MessageSign>> OfAsync(DataSubject subject)
    {
        var ids = subject.Ids;
        return (await session.GetConnectionAsync()).GetTable<MessageSign>().Where(row => ids.Contains(row.PersonId));
    }
}
