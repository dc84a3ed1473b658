using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Search.Index;
using Crm.Search.Profiles;
using Crm.Search.Records;
using Lucene.Net.Documents;
using Microsoft.Extensions.Localization;

namespace Crm.Search.PersonalData;

/// <summary>Words of a person in the files of this node's indexes. They are made of records, so nothing of them is handed out a second time.</summary>
internal sealed class TermsOfPerson(RecordIndex records, RecordDocuments documents, ProfileIndexes indexes, IDocumentManager<IndexProfiles> profiles, IStringLocalizer<TermsOfPerson> s) : IPersonalData
{
    private const string Items = "items";
    private const string Versions = "versions";

    public string Name => "search";

    public string Title => s["Search"];

    public bool HoldsCopies => true;

    public Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken) => Task.FromResult(HeldData.None);

    public Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<ErasureLine>>([new ErasureLine(s["Indexes whose files are rewritten without them"], 1 + indexes.Count)]);

    public Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var gone = erasure.Gone.Where(document => document.ItemId.Length > 0).ToList();
        return Task.FromResult<JsonObject?>(new JsonObject
        {
            [Items] = Texts([.. gone.Select(document => document.ItemId), .. erasure.Kept, .. subject.Ids]), [Versions] = Texts(gone.Select(document => document.VersionId)),
        });
    }

    public async Task<bool> EraseOutsideAsync(JsonObject rest, CancellationToken cancellationToken)
    {
        // One that is being made may have read the person before they went.
        if (records.Build.IsRunning)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            return false;
        }

        await records.Gate.WaitAsync(cancellationToken);
        try
        {
            var ids = Texts(rest[Items]!);
            Erase(records.Index, ids, await documents.ReadAsync(ids, cancellationToken));
        }
        finally
        {
            records.Gate.Release();
        }

        foreach (var profile in (await profiles.GetOrCreateImmutableAsync()).All)
        {
            Erase(indexes.Get(profile), Texts(rest[Versions]!), new Dictionary<string, Document>());
        }

        return true;
    }

    // Another process that holds the index deletes the records as it follows the change log; see docs/privacy.md.
    private static void Erase(SearchIndex index, IReadOnlyList<string> ids, IReadOnlyDictionary<string, Document> documents)
    {
        if (index.Own())
        {
            index.Erase(ids, documents);
        }
    }

    private static List<string> Texts(JsonNode texts) => [.. texts.AsArray().Select(text => (string)text!)];

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Distinct().Select(text => (JsonNode)text)];
}
