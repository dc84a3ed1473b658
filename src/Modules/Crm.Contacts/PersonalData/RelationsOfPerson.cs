using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Contacts.People;
using Crm.Contacts.Relations;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.PersonalData;

/// <summary>Relations to other people, whichever of the two holds them. Others' records go on without the person, and their history without what named them.</summary>
internal sealed class RelationsOfPerson(ISession session, IHistory history, RelationKinds kinds, IStringLocalizer<RelationsOfPerson> s) : IPersonalData
{
    public string Name => "relations";

    public string Title => s["Relations"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var all = await ListAsync(subject, cancellationToken);
        if (all.Count == 0)
        {
            return HeldData.None;
        }

        var known = await kinds.ListAsync();
        var ids = all.Select(one => one.OtherId).ToList();
        var names = (await session.QueryIndex<ContentItemIndex>().Where(row => ids.Contains(row.ContentItemId)).Select(row => new { row.ContentItemId, row.DisplayText }).ToListAsync(cancellationToken)).ToLookup(row => row.ContentItemId, row => row.DisplayText);
        return new HeldData(
            new JsonArray([.. all.Select(one => (JsonNode)new JsonObject
            {
                ["PersonId"] = one.OtherId, ["Name"] = NameOf(one.OtherId), ["Kind"] = one.Relation.Kind, ["Role"] = RoleOf(one), ["From"] = Day(one.Relation.From), ["To"] = Day(one.Relation.To), ["Note"] = one.Relation.Note,
            })]),
            [.. all.Select(one => new HeldLine(RoleOf(one), string.Join(" · ", new[] { NameOf(one.OtherId), Shown(one.Relation), one.Relation.Note }.Where(word => word.Length > 0))))], []);

        string NameOf(string id) => names[id].FirstOrDefault() ?? "";

        string RoleOf((bool IsHeld, string OtherId, PersonRelation Relation) one) => known.FirstOrDefault(kind => kind.Key == one.Relation.Kind) is { } kind ? kinds.NameOf(kind, one.Relation.IsSecond == one.IsHeld) : one.Relation.Kind;
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var all = await ListAsync(subject, cancellationToken);
        return
        [
            new ErasureLine(s["Relations to other people, held in the record"], all.Count(one => one.IsHeld)),
            new ErasureLine(s["Relations that others’ records hold"], all.Count(one => !one.IsHeld), s["Those records stay, without the relation; their history keeps no word of it."]),
        ];
    }

    // Relations that were there once and are not any more stand in the others' history.
    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        foreach (var item in (await session.GetAsync<ContentItem>(erasure.Holders.Union(erasure.FormerlyHeld))).Where(item => item.ContentType == ContactTypes.Person && !subject.Ids.Contains(item.ContentItemId)))
        {
            var told = await ToldAsync(item, subject);
            if (told.Count > 0)
            {
                item.Alter<PersonPart>(part => part.Relations.RemoveAll(relation => subject.Ids.Contains(relation.PersonId)));
                await erasure.KeepWithoutAsync(item, told.Contains);
            }
        }

        return null;
    }

    // The ids and notes of relations to the person, at present and in every former state.
    private async Task<HashSet<string>> ToldAsync(ContentItem item, DataSubject subject)
    {
        var saves = await history.ListAsync(session.GetDocumentId(item), int.MaxValue);
        var relations = saves.SelectMany(save => new[] { save.Forward, save.Backward }).Select(patch => JsonNode.Parse(patch)).Append(item.Data).SelectMany(Relations).Where(relation => subject.Ids.Contains((string?)relation[nameof(PersonRelation.PersonId)] ?? "")).ToList();
        var kept = (item.As<PersonPart>()?.Relations ?? []).Where(relation => !subject.Ids.Contains(relation.PersonId)).Select(relation => relation.Note);
        return relations.Count == 0 ? [] : [.. subject.Ids, .. relations.Select(relation => (string?)relation[nameof(PersonRelation.Note)] ?? "").Where(note => note.Length > 0).Except(kept)];
    }

    private static IEnumerable<JsonObject> Relations(JsonNode? node) => node switch
    {
        JsonObject members when members[nameof(PersonRelation.RelationId)] is JsonValue && members[nameof(PersonRelation.PersonId)] is JsonValue => [members],
        JsonObject members => members.SelectMany(member => Relations(member.Value)),
        JsonArray items => items.SelectMany(Relations),
        _ => [],
    };

    // Own ones of every version, and those of others, in the trash too.
    private async Task<IReadOnlyList<(bool IsHeld, string OtherId, PersonRelation Relation)>> ListAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var ids = subject.Ids;
        var holders = await session.QueryIndex<RelationIndex>().Where(row => !ids.Contains(row.HolderId) && (ids.Contains(row.FirstId) || ids.Contains(row.SecondId))).Select(row => row.DocumentId).Distinct().ToListAsync(cancellationToken);
        var items = (await session.GetAsync<ContentItem>(holders)).ToList();
        await foreach (var item in session.Query<ContentItem, ContentItemIndex>(row => row.ContentType == ContactTypes.Person && !row.Latest && !row.Published).ToAsyncEnumerable(cancellationToken))
        {
            items.Add(item);
        }

        return
        [
            .. subject.Records.SelectMany(Held).Where(relation => relation.PersonId.Length > 0).DistinctBy(relation => relation.RelationId).Select(relation => (true, relation.PersonId, relation)),
            .. items.Where(item => !ids.Contains(item.ContentItemId)).SelectMany(item => Held(item).Where(relation => ids.Contains(relation.PersonId)).Select(relation => (false, item.ContentItemId, relation))),
        ];
    }

    private static List<PersonRelation> Held(ContentItem item) => item.As<PersonPart>()?.Relations ?? [];

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Shown(PersonRelation relation) => string.Join(", ", new[] { relation.From is { } from ? s["since {0}", ContactLabels.Date(from)].Value : "", relation.To is { } to ? s["until {0}", ContactLabels.Date(to)].Value : "" }.Where(word => word.Length > 0));
}
