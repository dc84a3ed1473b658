using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Requests;

/// <summary>
/// What a person asked for, also under a name that nobody was found by. An erasure leaves the request, as proof that it was answered, without the person: their id and name go, and so does every
/// text of the register that names them, whosesoever request it stands with.
/// </summary>
internal sealed class RequestsOfSubject(ISession session, RequestLabels labels, TimeProvider time, IStringLocalizer<RequestsOfSubject> s) : IPersonalData
{
    public string Name => "requests";

    public string Title => s["Requests"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var requests = await ListAsync(subject, cancellationToken);
        if (requests.Count == 0)
        {
            return HeldData.None;
        }

        var (ids, json) = (requests.Select(request => request.RequestId).ToList(), new JsonArray());
        var steps = (await (await session.GetConnectionAsync()).GetTable<PrivacyRequestStep>().Where(step => ids.Contains(step.RequestId)).OrderBy(step => step.Id).ToListAsync(cancellationToken)).ToLookup(step => step.RequestId);
        foreach (var request in requests)
        {
            var told = JsonSerializer.SerializeToNode(request)!;
            told["Steps"] = JsonSerializer.SerializeToNode(steps[request.RequestId]);
            json.Add(told);
        }

        return new HeldData(json, [.. requests.Select(request => new HeldLine($"{request.Number}, {request.Received.ToString("d", CultureInfo.CurrentCulture)}", $"{labels.Right(request.Asked)}. {request.Answer}"))], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
        => [new ErasureLine(s["Requests about their data"], (await ListAsync(subject, cancellationToken)).Count, s["The rows stay without the person and without texts that name them."])];

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync(write: true);
        foreach (var request in await ListAsync(subject, cancellationToken))
        {
            (request.PersonId, request.PersonName, request.ErasedUtc) = ("", "", time.GetUtcNow().UtcDateTime);
            await db.UpdateAsync(request, token: cancellationToken);
        }

        var words = subject.Words;
        foreach (var request in await db.GetTable<PrivacyRequest>().Where(row => row.Answer != "" || row.ExtensionReason != "").ToListAsync(cancellationToken))
        {
            if (words.AreIn(request.Answer) || words.AreIn(request.ExtensionReason))
            {
                (request.Answer, request.ExtensionReason) = (words.AreIn(request.Answer) ? "" : request.Answer, words.AreIn(request.ExtensionReason) ? "" : request.ExtensionReason);
                await db.UpdateAsync(request, token: cancellationToken);
            }
        }

        foreach (var step in (await db.GetTable<PrivacyRequestStep>().Where(row => row.Note != "").ToListAsync(cancellationToken)).Where(step => words.AreIn(step.Note)))
        {
            await db.GetTable<PrivacyRequestStep>().Where(row => row.Id == step.Id).Set(row => row.Note, "").UpdateAsync(cancellationToken);
        }

        return null;
    }

    private async Task<IReadOnlyList<PrivacyRequest>> ListAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var ids = subject.Ids;
        var rows = await (await session.GetConnectionAsync()).GetTable<PrivacyRequest>().Where(row => ids.Contains(row.PersonId) || row.PersonName != "").OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return [.. rows.Where(row => ids.Contains(row.PersonId) || subject.Words.AreIn(row.PersonName))];
    }
}
