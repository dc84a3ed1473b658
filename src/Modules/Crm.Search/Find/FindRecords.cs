using System.Security.Claims;
using Crm.Kernel.Content;
using Crm.Kernel.Search;
using Crm.Kernel.Security;
using Crm.Search.Index;
using Crm.Search.Records;
using Lucene.Net.Search;

namespace Crm.Search.Find;

/// <summary>A found record as its reader sees it.</summary>
/// <param name="Address">Where it is opened; null when it has no page.</param>
/// <param name="Snippet">Why it was found, when neither name nor line say it.</param>
internal sealed record FoundRecord(string Id, string? Address, IReadOnlyList<Piece> Name, IReadOnlyList<Piece> Line, IReadOnlyList<Piece> Snippet);

/// <summary>What was found of a type.</summary>
/// <param name="Count">How many there are in all.</param>
internal sealed record FoundType(SearchType About, int Count, IReadOnlyList<FoundRecord> Records);

/// <summary>What a search found.</summary>
/// <param name="IsReady">False while the tenant's first index is being made.</param>
/// <param name="Forgave">Whether slips of the pen had to be forgiven.</param>
internal sealed record Findings(IReadOnlyList<FoundType> Types, bool IsReady, bool Forgave)
{
    public int Count => Types.Sum(type => type.Count);
}

/// <summary>Searches the records of the tenant for one user; scoped.</summary>
internal sealed class FindRecords(RecordIndex records, RecordTypes types, Visible visible, RecordScopes scopes, Kernel.Security.Rights rights, IContentManager content, AttachedDocuments attached)
{
    /// <summary>No more are shown of one type, however far somebody turns the pages.</summary>
    public const int MostShown = 1000;

    /// <summary>The best of each type.</summary>
    /// <param name="only">A content type when only that is asked for.</param>
    /// <param name="skip">How many of the best were shown already.</param>
    /// <param name="take">How many of each type.</param>
    public async Task<Findings> FindAsync(ClaimsPrincipal user, string? text, string? only, int skip, int take)
    {
        if (!records.Index.Exists)
        {
            return new Findings([], IsReady: false, Forgave: false);
        }

        var catalog = await types.ReadAsync();
        var typed = TypedText.Of(text, await ReadingsAsync(catalog, text ?? ""));
        var seen = await SeenTypes.ForAsync(user, catalog, only, visible, scopes);
        if (typed.IsBlank || seen.Types.Count == 0)
        {
            return new Findings([], IsReady: true, Forgave: false);
        }

        var (hits, forgave) = Search(typed, seen, Math.Min(skip + take, MostShown));
        var found = new List<FoundType>();
        foreach (var (type, count, ids) in hits.Where(hit => hit.Count > 0))
        {
            found.Add(new FoundType(type.Type.About, count, await ShowAsync(user, seen.Sight, type, typed, [.. ids.Skip(skip)])));
        }

        return new Findings(found, IsReady: true, forgave);
    }

    /// <summary>What bare Lucene is measured against: the ids of the best of each type, without the records themselves.</summary>
    internal (IReadOnlyList<(SeenType Type, int Count, IReadOnlyList<string> Ids)> Hits, bool Forgave) Search(TypedText typed, SeenTypes seen, int keep) => records.Index.Search(searcher =>
    {
        var (hits, forgave) = Search(searcher, typed, seen, keep, forgives: false);
        return hits.Any(hit => hit.Count > 0) || typed.Words.All(word => word.Slips == 0) ? (hits, forgave) : Search(searcher, typed, seen, keep, forgives: true);
    });

    private static (IReadOnlyList<(SeenType Type, int Count, IReadOnlyList<string> Ids)> Hits, bool Forgave) Search(IndexSearcher searcher, TypedText typed, SeenTypes seen, int keep, bool forgives)
    {
        var query = new RecordQuery(typed, seen, searcher.IndexReader, forgives);
        var top = new TopOfEachType([.. seen.Types.Select(type => type.Name)], keep);
        searcher.Search(query.Build(), seen.Filter(), top);
        var id = new HashSet<string> { SearchIndex.Id };
        return ([.. seen.Types.Select((type, at) => (type, top.CountOf(at), (IReadOnlyList<string>)[.. top.BestOf(at).Select(doc => searcher.Doc(doc, id).Get(SearchIndex.Id))]))], query.Forgave);
    }

    private static async Task<IReadOnlyList<SearchReading>> ReadingsAsync(RecordCatalog catalog, string text)
    {
        var readings = new List<SearchReading>();
        foreach (var source in catalog.Types.Values.Select(type => type.Source).Distinct())
        {
            readings.AddRange(await source.UnderstandAsync(text.Trim()));
        }

        return readings;
    }

    // From the record as it is now: who may not see it any more, or not any more that much of it, does not.
    private async Task<IReadOnlyList<FoundRecord>> ShowAsync(ClaimsPrincipal user, Sight sight, SeenType type, TypedText typed, IReadOnlyList<string> ids)
    {
        var found = new List<FoundRecord>();
        foreach (var (item, host) in await ReadAsync(type, ids))
        {
            if (!await rights.HoldsAsync(user, CommonPermissions.ViewContent, host))
            {
                continue;
            }

            var (shown, marks) = (sight.Show(item), new Marks(typed));
            var card = type.Type.Source.Show(shown);
            var facts = host == item ? card.Line : string.Join(" · ", new[] { sight.NameOf(host) ?? "", card.Line }.Where(fact => fact.Length > 0));
            var (name, line) = (marks.In(shown.DisplayText ?? "", forgives: true), marks.In(facts, forgives: true));
            found.Add(new FoundRecord(item.ContentItemId, card.Address, name, line, marks.Snippet(type.Type, shown, facts)));
        }

        return found;
    }

    // With the record whose rights hold for it: its own, or that of the one it belongs to.
    private async Task<IReadOnlyList<HostedRecord>> ReadAsync(SeenType type, IReadOnlyList<string> ids) => type.Type.Source is IAttachedSource source
        ? await attached.ReadAsync(source, ids, CancellationToken.None)
        : [.. (await content.GetAsync(ids, VersionOptions.Latest)).Select(item => new HostedRecord(item, item))];
}
