using Crm.Kernel.Search;
using Crm.Search.Find;
using Crm.Search.Index;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Crm.Bench.Search;

/// <summary>
/// The query that somebody would write by hand with Lucene alone: each word in any field, the last as a beginning while it is being typed, the twenty best. When nothing is found, the
/// same with fuzzy words.
/// </summary>
internal static class BareLucene
{
    private const int Best = 20;

    /// <summary>The ids found.</summary>
    public static IReadOnlyList<string> Find(IndexSearcher searcher, TypedText typed, SeenTypes seen)
    {
        var fields = seen.Fields().Select(entry => entry.Field).Where(field => field.Kind != SearchKind.Phone).ToList();
        var found = searcher.Search(Query(typed, fields, fuzzy: false), Best);
        found = found.TotalHits > 0 ? found : searcher.Search(Query(typed, fields, fuzzy: true), Best);
        return [.. found.ScoreDocs.Select(hit => searcher.Doc(hit.Doc).Get(SearchIndex.Id))];
    }

    private static BooleanQuery Query(TypedText typed, IReadOnlyList<Crm.Search.Records.IndexedField> fields, bool fuzzy)
    {
        var all = new BooleanQuery();
        foreach (var word in typed.Words)
        {
            var any = new DisjunctionMaxQuery(0.1f);
            foreach (var field in fields)
            {
                var term = new Term(field.Lucene, word.Word.Text);
                any.Add(fuzzy && RecordQuery.Forgives(field.Kind) ? new FuzzyQuery(term, Math.Max(1, word.Slips), 1) : new TermQuery(term));
                if (word.IsBeginning)
                {
                    any.Add(new PrefixQuery(term));
                }
            }

            all.Add(any, Occur.MUST);
        }

        return all;
    }
}
