using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Api.Requests;

/// <summary>What is remembered for a day of requests that wrote a person: hashes and the id, no word of what was sent.</summary>
internal sealed class AnswersOnPerson(ISession session, IStringLocalizer<AnswersOnPerson> s) : IPersonalData
{
    public string Name => "api";

    public string Title => s["Requests of programs"];

    public bool HoldsCopies => true;

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var ids = subject.Ids;
        var answers = await (await session.GetConnectionAsync()).GetTable<ApiAnswer>().Where(answer => ids.Contains(answer.ContentItemId)).ToListAsync(cancellationToken);
        return answers.Count == 0 ? HeldData.None : new HeldData(
            new JsonArray([.. answers.Select(answer => (JsonNode)new JsonObject { ["Utc"] = answer.Utc, ["ContentItemId"] = answer.ContentItemId })]), [new HeldLine(s["Requests remembered for a day"], answers.Count.ToString())], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var ids = subject.Ids;
        return [new ErasureLine(s["Requests remembered for a day"], await (await session.GetConnectionAsync()).GetTable<ApiAnswer>().CountAsync(answer => ids.Contains(answer.ContentItemId), cancellationToken))];
    }

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var ids = erasure.Gone.Select(document => document.ItemId).Concat(subject.Ids).Distinct().ToList();
        await (await session.GetConnectionAsync(write: true)).GetTable<ApiAnswer>().Where(answer => ids.Contains(answer.ContentItemId)).DeleteAsync(cancellationToken);
        return null;
    }
}
