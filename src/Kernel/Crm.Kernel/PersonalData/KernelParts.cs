using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.Notifications;
using Crm.Kernel.Operations;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.PersonalData;

/// <summary>What history says of a person's records: every save, who made it, from what to what.</summary>
internal sealed class PastOfPerson(ISession session, IHistory history, IStringLocalizer<PastOfPerson> s) : IPersonalData
{
    public string Name => "history";

    public string Title => s["History of changes"];

    public bool HoldsCopies => true;

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var saves = await SavesAsync(subject);
        var data = new JsonArray([.. saves.Select(save => (JsonNode)new JsonObject
        {
            ["Utc"] = save.Utc, ["Event"] = save.Event, ["By"] = save.ActorName, ["Record"] = save.ItemId, ["Version"] = save.Version, ["From"] = JsonNode.Parse(save.Backward), ["To"] = JsonNode.Parse(save.Forward),
        })]);
        return saves.Count == 0 ? HeldData.None : new HeldData(data, [.. saves.Select(save => new HeldLine(save.Utc.ToString("g", CultureInfo.CurrentCulture) + " UTC", $"{save.Event}, {save.ActorName}"))], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
        => [new ErasureLine(s["Saves in the history"], (await SavesAsync(subject)).Count, s["The rows stay and tell who did something and when; what they said is emptied."])];

    // What was deleted for good before lives on in history only.
    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        await erasure.EmptyPastAsync([.. erasure.Gone.Select(document => document.DocumentId), .. erasure.Former]);
        return null;
    }

    private async Task<IReadOnlyList<HistoryEntry>> SavesAsync(DataSubject subject)
    {
        var saves = new List<HistoryEntry>();
        foreach (var item in subject.Records)
        {
            saves.AddRange(await history.ListAsync(session.GetDocumentId(item), int.MaxValue));
        }

        return saves;
    }
}

/// <summary>Long acts whose question names a person: what was searched, who was ticked.</summary>
internal sealed class OperationsOnPerson(ISession session, IStringLocalizer<OperationsOnPerson> s) : IPersonalData
{
    // What somebody typed to find people.
    private static readonly HashSet<string> s_typed = new(StringComparer.OrdinalIgnoreCase) { "q", "search", "where" };

    public string Name => "operations";

    public string Title => s["Bulk operations"];

    public bool HoldsCopies => true;

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(subject, cancellationToken);
        return rows.Count == 0 ? HeldData.None : new HeldData(
            new JsonArray([.. rows.Select(row => (JsonNode)new JsonObject { ["Utc"] = row.CreatedUtc, ["Kind"] = row.Kind, ["By"] = row.ActorName })]),
            [.. rows.Select(row => new HeldLine(row.CreatedUtc.ToString("g", CultureInfo.CurrentCulture) + " UTC", $"{row.Kind}, {row.ActorName}"))], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
        => [new ErasureLine(s["Bulk operations that name them"], (await RowsAsync(subject, cancellationToken)).Count, s["They stay in the list without the name or the words searched."])];

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync(write: true);
        foreach (var row in await RowsAsync(subject, cancellationToken))
        {
            var (input, place, faults) = (Without(row.Input, subject), Without(row.Place, subject), Without(row.Faults, subject));
            await db.GetTable<OperationRow>().Where(one => one.Id == row.Id).Set(one => one.Input, input).Set(one => one.Place, place).Set(one => one.Faults, faults).UpdateAsync(cancellationToken);
        }

        return null;
    }

    // Those under way are not touched; an erasure waits until there are none but itself.
    private async Task<IReadOnlyList<OperationRow>> RowsAsync(DataSubject subject, CancellationToken cancellationToken)
        => [.. (await (await session.GetConnectionAsync()).GetTable<OperationRow>().Where(row => row.State > (int)OperationState.Running).ToListAsync(cancellationToken))
            .Where(row => Without(row.Input, subject) != row.Input || Without(row.Place, subject) != row.Place || Without(row.Faults, subject) != row.Faults)];

    private static string Without(string json, DataSubject subject)
    {
        var typed = JsonStrings.Named(JsonNode.Parse(json), s_typed).Where(subject.Words.AreHintedIn).ToHashSet(StringComparer.Ordinal);
        return JsonStrings.Blank(json, text => typed.Contains(text) || subject.Ids.Contains(text) || subject.Words.AreIn(text));
    }
}

/// <summary>Notifications about a person's records. They hold ids only, and go with the records.</summary>
internal sealed class NotificationsOnPerson(ISession session, IStringLocalizer<NotificationsOnPerson> s) : IPersonalData
{
    public string Name => "notifications";

    public string Title => s["Notifications"];

    public bool HoldsCopies => true;

    public Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken) => Task.FromResult(HeldData.None);

    public Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ErasureLine>>([]);

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync(write: true);
        foreach (var ids in erasure.Gone.Select(document => document.ItemId).Where(id => id.Length > 0).Distinct().Chunk(400))
        {
            await db.GetTable<Notification>().Where(row => ids.Contains(row.SourceId)).DeleteAsync(cancellationToken);
        }

        return null;
    }
}
