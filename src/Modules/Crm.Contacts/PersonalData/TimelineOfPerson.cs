using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.PersonalData;

/// <summary>
/// Notes, calls, letters and other contacts with a person. That there was a contact stays, so that counts of the past stay true: its kind, day and length, with nobody's name and no word of it.
/// One that others took part in stays theirs.
/// </summary>
internal sealed class TimelineOfPerson(ISession session, DataSubjects subjects, ContactLabels labels, IStringLocalizer<TimelineOfPerson> s) : IPersonalData
{
    public string Name => "timeline";

    public string Title => s["Timeline"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var items = await ListAsync(subject, cancellationToken);
        return items.Count == 0 ? HeldData.None : new HeldData(
            new JsonArray([.. items.Select(item => JsonSerializer.SerializeToNode(item))]),
            [.. items.Select(item => item.As<InteractionPart>()!).OrderByDescending(part => part.At).Select(part => new HeldLine($"{part.At.ToString("d", CultureInfo.CurrentCulture)}, {labels.Kind(part.Kind)}", part.Text))],
            []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var items = await ListAsync(subject, cancellationToken);
        var shared = items.Count(item => HasOthers(item, subject));
        return
        [
            new ErasureLine(s["Notes, calls, letters and other contacts"], items.Count - shared, s["Words and names go; that there was a contact of that kind on that day stays, so that counts of the past stay true."]),
            new ErasureLine(s["Contacts that others took part in"], shared, s["They stay on the others’ timelines with their text, without this person: read them through."]),
        ];
    }

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var lone = (await subjects.LoneHomesAsync(subject, cancellationToken)).ToHashSet();
        var ofHomes = await session.QueryIndex<TimelineIndex>().Where(row => lone.Contains(row.HouseholdId!) && row.SourceType == ContactTypes.Interaction).Select(row => row.DocumentId).Distinct().ToListAsync(cancellationToken);
        var trashed = new List<long>();
        foreach (var item in (await session.GetAsync<ContentItem>(erasure.Holders.Union(ofHomes))).Where(item => item.ContentType == ContactTypes.Interaction))
        {
            if (item is { Latest: false, Published: false })
            {
                trashed.Add(session.GetDocumentId(item));
            }
            else if (item.As<InteractionPart>() is { } part && part.PersonIds.Except(subject.Ids).ToList() is { Count: > 0 } others)
            {
                item.Alter<InteractionPart>(shared => (shared.PersonIds, shared.HouseholdIds) = (others, [.. shared.HouseholdIds.Except(lone)]));
                await erasure.KeepWithoutAsync(item);
            }
            else
            {
                await erasure.KeepWithoutAsync(Emptied(item, lone));
            }
        }

        await erasure.DeleteAsync(trashed);
        return null;
    }

    private static ContentItem Emptied(ContentItem item, HashSet<string> lone)
    {
        foreach (var part in item.Data.Select(member => member.Key).Where(name => name != nameof(InteractionPart)).ToList())
        {
            item.Remove(part);
        }

        item.Alter<InteractionPart>(part => (part.Title, part.Text, part.PersonIds, part.HouseholdIds) = ("", "", [], [.. part.HouseholdIds.Except(lone)]));
        item.DisplayText = "";
        return item;
    }

    private async Task<IReadOnlyList<ContentItem>> ListAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var ids = subject.Ids;
        var rows = await session.QueryIndex<TimelineIndex>().Where(row => ids.Contains(row.PersonId!) && row.SourceType == ContactTypes.Interaction).Select(row => row.DocumentId).Distinct().ToListAsync(cancellationToken);
        var items = (await session.GetAsync<ContentItem>(rows)).ToList();

        // Those in the trash stand on no timeline.
        var trash = session.Query<ContentItem, ContentItemIndex>(row => row.ContentType == ContactTypes.Interaction && !row.Latest && !row.Published);
        await foreach (var item in trash.ToAsyncEnumerable(cancellationToken))
        {
            if (item.As<InteractionPart>()?.PersonIds.Intersect(ids).Any() == true)
            {
                items.Add(item);
            }
        }

        return items;
    }

    private static bool HasOthers(ContentItem item, DataSubject subject) => item.As<InteractionPart>()?.PersonIds.Except(subject.Ids).Any() == true;
}
