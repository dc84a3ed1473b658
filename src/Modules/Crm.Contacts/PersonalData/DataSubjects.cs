using System.Text.Json.Nodes;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using LinqToDB.Async;

namespace Crm.Contacts.PersonalData;

/// <summary>Finds a person with all that is stored under their name: versions, those in the trash, and who was merged into them.</summary>
public sealed class DataSubjects(ISession session, IHistory history)
{
    private const string Merged = "Merged";

    // As former states in the history name them, inside and outside of patches.
    private static readonly HashSet<string> s_names = [nameof(ContentItem.DisplayText)];
    private static readonly HashSet<string> s_marks = [nameof(Email.Address), nameof(Phone.Raw), nameof(Phone.Number), nameof(ExternalKey.Key)];
    private static readonly HashSet<string> s_given = [nameof(PersonPart.GivenName)];
    private static readonly HashSet<string> s_family = [nameof(PersonPart.FamilyName), nameof(PersonPart.BirthName)];

    /// <summary>The person of that id, in the trash or not; null when there is none.</summary>
    public async Task<DataSubject?> FindAsync(string personId, CancellationToken cancellationToken)
    {
        var (ids, records) = (new List<string> { personId }, new List<ContentItem>());
        for (var i = 0; i < ids.Count; i++)
        {
            var own = await ReadAsync(ids[i], cancellationToken);
            records.AddRange(own);
            foreach (var other in await MergedIntoAsync(ids[i], own, cancellationToken))
            {
                if (!ids.Contains(other))
                {
                    ids.Add(other);
                }
            }
        }

        return records.Count == 0 || records.Exists(item => item.ContentType != ContactTypes.Person) ? null : new DataSubject(personId, ids, records, await WordsAsync(records));
    }

    /// <summary>The households that would be empty without the person: they go with them.</summary>
    public async Task<IReadOnlyList<string>> LoneHomesAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var (ids, homes) = (subject.Ids, RecordOfPerson.HomeIds(subject));
        var shared = await session.QueryIndex<MembershipIndex>().Where(row => homes.Contains(row.HouseholdId) && !ids.Contains(row.PersonId)).Select(row => row.HouseholdId).Distinct().ToListAsync(cancellationToken);
        return [.. homes.Except(shared)];
    }

    private async Task<IReadOnlyList<ContentItem>> ReadAsync(string id, CancellationToken cancellationToken)
        => await session.GetAsync<ContentItem>(await session.QueryIndex<ContentItemIndex>().Where(row => row.ContentItemId == id).OrderByDescending(row => row.DocumentId).Select(row => row.DocumentId).ToListAsync(cancellationToken));

    // Those who bear the mark of it still: a merge that was taken back left two people.
    private async Task<IReadOnlyList<string>> MergedIntoAsync(string id, IReadOnlyList<ContentItem> own, CancellationToken cancellationToken)
    {
        var others = new List<string>();
        foreach (var batch in await MergesAsync(own))
        {
            foreach (var candidate in (await history.ListAsync(new HistoryFilter(Type: ContactTypes.Person, BatchId: batch), int.MaxValue)).Select(save => save.ItemId).OfType<string>().Distinct())
            {
                if ((await ReadAsync(candidate, cancellationToken)).Any(item => item.As<MergedIntoPart>()?.PersonId == id))
                {
                    others.Add(candidate);
                }
            }
        }

        return others;
    }

    /// <summary>The batches in which those documents were merged with others.</summary>
    internal async Task<IReadOnlyList<string>> MergesAsync(IEnumerable<ContentItem> records)
    {
        var batches = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in records)
        {
            batches.UnionWith((await history.ListAsync(session.GetDocumentId(item), int.MaxValue)).Where(save => save is { Event: Merged, BatchId: not null }).Select(save => save.BatchId!));
        }

        return [.. batches];
    }

    private async Task<PersonWords> WordsAsync(IReadOnlyList<ContentItem> records)
    {
        var (names, marks) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var item in records)
        {
            Take(item.Data, names, marks);
            names.Add(item.DisplayText ?? "");
            foreach (var save in await history.ListAsync(session.GetDocumentId(item), int.MaxValue))
            {
                foreach (var step in (JsonNode.Parse(save.Forward) as JsonArray ?? []).Concat(JsonNode.Parse(save.Backward) as JsonArray ?? []).OfType<JsonObject>())
                {
                    // A patch of one member names it in its path.
                    var member = ((string?)step["path"] ?? "").Split('/')[^1];
                    Take(member.Length > 0 && step["value"] is { } value ? new JsonObject { [member] = value.DeepClone() } : step, names, marks);
                }
            }
        }

        return new PersonWords(names, marks);
    }

    // Given and family names make a name together; of former ones each with each.
    private static void Take(JsonNode json, HashSet<string> names, HashSet<string> marks)
    {
        names.UnionWith(JsonStrings.Named(json, s_names));
        marks.UnionWith(JsonStrings.Named(json, s_marks));
        var given = JsonStrings.Named(json, s_given).Append("").Distinct();
        var family = JsonStrings.Named(json, s_family).Distinct().ToList();
        names.UnionWith(given.SelectMany(first => family.Select(last => $"{first} {last}")).Where(name => name.Trim().Contains(' ')));
    }
}
