using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Contacts.Export;
using Crm.Contacts.Segments;
using Crm.Contacts.Views;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.PersonalData;

/// <summary>Where somebody looked for the person by name: the log of exports, saved views, segments.</summary>
internal sealed class SearchesOfPerson(ISession session, IStringLocalizer<SearchesOfPerson> s) : IPersonalData
{
    public string Name => "searches";

    public string Title => s["Searches"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var exports = await ExportsAsync(subject, cancellationToken);
        return exports.Count == 0 ? HeldData.None : new HeldData(
            new JsonArray([.. exports.Select(row => (JsonNode)new JsonObject { ["Utc"] = row.AtUtc, ["By"] = row.ActorName, ["Search"] = row.Search, ["Conditions"] = row.Conditions })]),
            [.. exports.Select(row => new HeldLine($"{row.AtUtc.ToString("g", CultureInfo.CurrentCulture)} UTC, {row.ActorName}", row.Search))], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken) =>
    [
        new ErasureLine(s["Exports for which their name was searched"], (await ExportsAsync(subject, cancellationToken)).Count, s["The log keeps who exported how many and when, without the words searched."]),
        new ErasureLine(s["Saved views and segments that name them"], await ChoicesAsync(subject, cancellationToken), s["They stay as they are, for they belong to those who made them: change them by hand."]),
    ];

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync(write: true);
        foreach (var row in await ExportsAsync(subject, cancellationToken))
        {
            await db.GetTable<PeopleExport>().Where(one => one.Id == row.Id).Set(one => one.Search, "").Set(one => one.Conditions, "").UpdateAsync(cancellationToken);
        }

        return null;
    }

    private async Task<IReadOnlyList<PeopleExport>> ExportsAsync(DataSubject subject, CancellationToken cancellationToken)
        => [.. (await (await session.GetConnectionAsync()).GetTable<PeopleExport>().Where(row => row.Search != "" || row.Conditions != "").ToListAsync(cancellationToken))
            .Where(row => subject.Words.AreHintedIn(row.Search) || Names(row.Conditions, subject))];

    private async Task<int> ChoicesAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var view in session.Query<PeopleView>().ToAsyncEnumerable(cancellationToken))
        {
            count += subject.Words.AreHintedIn(view.Search ?? "") || Names(view.Where, subject) ? 1 : 0;
        }

        await foreach (var segment in session.Query<ContentItem, ContentItemIndex>(row => row.ContentType == Segments.Segments.ContentType).ToAsyncEnumerable(cancellationToken))
        {
            count += Names(segment.As<SegmentPart>()?.Condition, subject) ? 1 : 0;
        }

        return count;
    }

    private static bool Names(string conditions, DataSubject subject) => conditions.Length > 0 && Names(JsonNode.Parse(conditions), subject);

    private static bool Names(JsonNode? conditions, DataSubject subject) => JsonStrings.Of(conditions).Any(subject.Words.AreIn);
}
