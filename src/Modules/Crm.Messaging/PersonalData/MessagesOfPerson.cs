using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Messaging.Messages;
using Crm.Messaging.Preferences;
using Crm.Messaging.Returns;
using Crm.Messaging.Templates;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.PersonalData;

/// <summary>What was written to a person and became of it. Erased, the rows stay with nobody's name, so that the sums of an action stay right; what waits does not leave, and what was written to them alone goes.</summary>
internal sealed class MessagesOfPerson(ISession session, TemplateLetters letters, IStringLocalizer<MessagesOfPerson> s) : IPersonalData
{
    public string Name => "messages";

    public string Title => s["Messages"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var (ids, db) = (subject.Ids, await session.GetConnectionAsync());
        var held = await db.GetTable<Message>().Where(row => ids.Contains(row.PersonId)).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var texts = await SaidAsync(held, cancellationToken);
        var said = await db.GetTable<Preference>().Where(row => ids.Contains(row.PersonId)).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var back = (await BackAsync(held.Select(row => row.Id), cancellationToken)).ToLookup(row => row.MessageRow);
        return held.Count + said.Count == 0 ? HeldData.None : new HeldData(
            new JsonArray([.. said.Select(row => (JsonNode)new JsonObject { ["Said"] = row.AtUtc, ["What"] = row.Kind, ["Topic"] = row.Topic, ["Until"] = row.UntilUtc, ["How"] = row.Source }), .. held.Select(row => (JsonNode)new JsonObject
            {
                ["Decided"] = row.CreatedUtc, ["Sent"] = row.SentUtc, ["State"] = ((MessageState)row.State).ToString(), ["Reason"] = row.Reason, ["Detail"] = row.Detail, ["Channel"] = row.Channel, ["Action"] = row.Action,
                ["Topic"] = row.Topic, ["By"] = row.ByName, ["Automation"] = row.Automation.Length > 0 ? row.AutomationTitle : null, ["Because"] = row.Because.Length > 0 ? row.Because : null, ["Subject"] = texts.GetValueOrDefault(row.Id)?.Subject, ["Text"] = texts.GetValueOrDefault(row.Id)?.Text, ["Given"] = row.Snapshot.Length > 0 ? row.Snapshot : null,
                ["CameBack"] = new JsonArray([.. back[row.Id].Select(one => (JsonNode)new JsonObject { ["Utc"] = one.AtUtc, ["What"] = one.Kind, ["Detail"] = one.Detail })]),
            })]),
            [.. said.Select(row => new HeldLine(row.AtUtc.ToString("g", CultureInfo.CurrentCulture) + " UTC", $"{row.Kind} {row.Topic}".Trim())), .. held.Select(row => new HeldLine((row.SentUtc ?? row.CreatedUtc).ToString("g", CultureInfo.CurrentCulture) + " UTC", texts.GetValueOrDefault(row.Id)?.Subject ?? ""))], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var (ids, db) = (subject.Ids, await session.GetConnectionAsync());
        return
        [
            new ErasureLine(s["Messages in the ledger"], await db.GetTable<Message>().CountAsync(row => ids.Contains(row.PersonId), cancellationToken), s["The rows stay without the person, so that sums stay right; what waits does not leave."]),
            new ErasureLine(s["What they wanted of letters"], await db.GetTable<Preference>().CountAsync(row => ids.Contains(row.PersonId), cancellationToken)),
            new ErasureLine(s["What was written to them alone"], await db.GetTable<MessageText>().CountAsync(row => row.PersonId != null && ids.Contains(row.PersonId), cancellationToken)),
        ];
    }

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var (ids, db) = (subject.Ids, await session.GetConnectionAsync(write: true));
        await db.GetTable<MessageText>().Where(row => row.PersonId != null && ids.Contains(row.PersonId)).DeleteAsync(cancellationToken);
        await db.GetTable<Preference>().Where(row => ids.Contains(row.PersonId)).DeleteAsync(cancellationToken);
        await db.GetTable<Message>().Where(row => ids.Contains(row.PersonId) && (row.State == (int)MessageState.Waiting || row.State == (int)MessageState.Held || row.State == (int)MessageState.Uncertain))
            .Set(row => row.State, (int)MessageState.Dropped).Set(row => row.Reason, Reasons.NoPerson).Set(row => row.NextUtc, (DateTime?)null).Set(row => row.ClaimedBy, (string?)null).UpdateAsync(cancellationToken);

        var rows = db.GetTable<Message>().Where(row => ids.Contains(row.PersonId)).Select(row => row.Id);
        await db.GetTable<MessageReturn>().Where(row => rows.Contains(row.MessageRow)).Set(row => row.Detail, "").UpdateAsync(cancellationToken);

        // The key stays one row each: what stood for the person is the row's own number from now on.
        foreach (var id in await db.GetTable<Message>().Where(row => ids.Contains(row.PersonId)).Select(row => row.Id).ToListAsync(cancellationToken))
        {
            var nobody = $"-{id}";
            await db.GetTable<Message>().Where(row => row.Id == id).Set(row => row.PersonId, nobody).Set(row => row.AddressKey, "").Set(row => row.Detail, "").Set(row => row.Country, "").Set(row => row.Snapshot, "").Set(row => row.Because, "").Set(row => row.Merged, "").UpdateAsync(cancellationToken);
        }

        return null;
    }

    private async Task<List<MessageReturn>> BackAsync(IEnumerable<long> rows, CancellationToken cancellationToken)
    {
        var found = new List<MessageReturn>();
        foreach (var some in rows.Chunk(400))
        {
            found.AddRange(await (await session.GetConnectionAsync()).GetTable<MessageReturn>().Where(row => some.Contains(row.MessageRow)).OrderBy(row => row.Id).ToListAsync(cancellationToken));
        }

        return found;
    }

    /// <summary>What each message says or said to them, by the message's number.</summary>
    private async Task<Dictionary<long, MessageText>> SaidAsync(IReadOnlyList<Message> held, CancellationToken cancellationToken)
    {
        var (texts, said) = (await TextsAsync(held.Select(row => row.TextId), cancellationToken), new Dictionary<long, MessageText>());
        foreach (var row in held.Where(row => texts.ContainsKey(row.TextId)))
        {
            said[row.Id] = await letters.SaidAsync(row, texts[row.TextId], cancellationToken);
        }

        return said;
    }

    private async Task<Dictionary<long, MessageText>> TextsAsync(IEnumerable<long> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, MessageText>();
        foreach (var some in ids.Distinct().Chunk(400))
        {
            foreach (var text in await (await session.GetConnectionAsync()).GetTable<MessageText>().Where(row => some.Contains(row.Id)).ToListAsync(cancellationToken))
            {
                found[text.Id] = text;
            }
        }

        return found;
    }
}
