using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Contacts.Addresses;
using Crm.Contacts.Households;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.PersonalData;

/// <summary>The person's own record in every version, those merged into them, and the households of which nobody else is a member.</summary>
internal sealed class RecordOfPerson(ISession session, IHistory history, DataSubjects subjects, ContactLabels labels, IStringLocalizer<RecordOfPerson> s) : IPersonalData
{
    public string Name => "contacts";

    public string Title => s["The record"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var homes = await HomesAsync(subject, cancellationToken);
        var data = new JsonObject
        {
            ["Records"] = new JsonArray([.. subject.Records.Select(item => JsonSerializer.SerializeToNode(item))]),
            ["Households"] = new JsonArray([.. homes.Select(home => (JsonNode)new JsonObject { ["Id"] = home.Id, ["Name"] = home.Name, ["OtherMembers"] = home.Others })]),
        };
        return new HeldData(data, [.. Lines(subject.Records[0]), .. homes.Select(home => new HeldLine(s["Household"], home.Name))], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var homes = await HomesAsync(subject, cancellationToken);
        return
        [
            new ErasureLine(s["The person’s record, with its versions and those in the trash"], subject.Records.Count),
            new ErasureLine(s["People merged into this one"], subject.Ids.Count - 1),
            new ErasureLine(s["Households without any other member"], homes.Count(home => home.Others == 0)),
            new ErasureLine(s["Households with other members"], homes.Count(home => home.Others > 0), s["They stay with their name and address: they are the others’ too."]),
        ];
    }

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        await BlankMergesAsync(subject, erasure);
        var lone = await subjects.LoneHomesAsync(subject, cancellationToken);
        var homes = await session.QueryIndex<ContentItemIndex>().Where(row => lone.Contains(row.ContentItemId)).Select(row => row.DocumentId).ToListAsync(cancellationToken);
        await erasure.DeleteAsync(subject.Records.Select(session.GetDocumentId).Concat(homes));
        return null;
    }

    // Somebody with whom the person was made one and parted again: their history says what was the person's.
    private async Task BlankMergesAsync(DataSubject subject, Erasure erasure)
    {
        var own = subject.Records.Select(session.GetDocumentId).ToHashSet();
        HashSet<string>? values = null;
        foreach (var batch in await subjects.MergesAsync(subject.Records))
        {
            foreach (var (documentId, _) in (await history.ListAsync(new HistoryFilter(BatchId: batch), int.MaxValue)).Where(save => !own.Contains(save.DocumentId)).DistinctBy(save => save.DocumentId).Select(save => (save.DocumentId, save.Id)))
            {
                if (await session.GetAsync<ContentItem>(documentId) is not { } other)
                {
                    continue;
                }

                values ??= await ValuesAsync(subject);
                var theirs = JsonStrings.Of(other.Data).Append(other.DisplayText ?? "").ToHashSet(StringComparer.Ordinal);
                var saves = (await history.ListAsync(documentId, int.MaxValue)).Where(save => save.BatchId == batch || save.Event == "Undone").Select(save => save.Id).ToList();
                await erasure.BlankPastAsync(saves, text => values.Contains(text) && !theirs.Contains(text));
            }
        }
    }

    private async Task<HashSet<string>> ValuesAsync(DataSubject subject)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in subject.Records)
        {
            values.UnionWith(JsonStrings.Of(item.Data).Append(item.DisplayText ?? ""));
            foreach (var save in await history.ListAsync(session.GetDocumentId(item), int.MaxValue))
            {
                values.UnionWith(JsonStrings.Of(JsonNode.Parse(save.Forward)).Concat(JsonStrings.Of(JsonNode.Parse(save.Backward))));
            }
        }

        return values;
    }

    private async Task<IReadOnlyList<(string Id, string Name, int Others)>> HomesAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var (ids, homes) = (subject.Ids, HomeIds(subject));
        var names = await session.QueryIndex<HouseholdIndex>().Where(row => homes.Contains(row.ContentItemId)).Select(row => new { row.ContentItemId, row.DisplayName }).ToListAsync(cancellationToken);
        var others = await session.QueryIndex<MembershipIndex>().Where(row => homes.Contains(row.HouseholdId) && !ids.Contains(row.PersonId)).Select(row => new { row.HouseholdId, row.PersonId }).Distinct().ToListAsync(cancellationToken);
        return [.. names.Select(home => (home.ContentItemId, home.DisplayName, others.Count(other => other.HouseholdId == home.ContentItemId)))];
    }

    /// <summary>The households that the records name.</summary>
    internal static List<string> HomeIds(DataSubject subject) => [.. subject.Records.SelectMany(item => item.As<PersonPart>()?.Memberships ?? []).Select(membership => membership.HouseholdId).Distinct()];

    private IEnumerable<HeldLine> Lines(ContentItem item)
    {
        var (person, points) = (item.As<PersonPart>() ?? new PersonPart(), item.As<ContactPointsPart>());
        foreach (var (member, value) in JsonSerializer.SerializeToNode(person)!.AsObject())
        {
            if (value is JsonValue plain && plain.ToString() is { Length: > 0 } text)
            {
                yield return new HeldLine(labels.Field("PersonPart." + member), text);
            }
        }

        if (person.Languages.Count > 0)
        {
            yield return new HeldLine(labels.Field("PersonPart.Languages"), string.Join(", ", person.Languages.Select(ContactLabels.Language)));
        }

        foreach (var key in person.ExternalKeys)
        {
            yield return new HeldLine(key.Source, key.Key);
        }

        foreach (var email in points?.Emails ?? [])
        {
            yield return new HeldLine(labels.Field("ContactPointsPart.Emails"), email.Address);
        }

        foreach (var phone in points?.Phones ?? [])
        {
            yield return new HeldLine(labels.Field("ContactPointsPart.Phones"), phone.Number ?? phone.Raw);
        }

        foreach (var address in item.As<AddressPart>()?.Addresses ?? [])
        {
            yield return new HeldLine(labels.Field("AddressPart.Addresses"), string.Join(", ", [.. address.Lines, address.Postcode, address.City, ContactLabels.Country(address.Country)]));
        }

        if (item.CreatedUtc is { } created)
        {
            yield return new HeldLine(s["Known since"], created.ToString("d", CultureInfo.CurrentCulture));
        }
    }
}
