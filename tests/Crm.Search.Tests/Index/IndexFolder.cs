using Crm.Search.Index;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Crm.Search.Tests.Index;

/// <summary>An index in a folder that is deleted afterwards; records are an id and a word.</summary>
internal sealed class IndexFolder : IDisposable
{
    public string Path { get; } = System.IO.Directory.CreateTempSubdirectory("crm-index-").FullName;

    public SearchIndex Open() => new(Path);

    public static void Build(SearchIndex index, string key, long position, params string[] ids)
    {
        using var build = index.BeginBuild();
        build.Add(ids.Select(id => Record(id, "first")));
        index.Swap(build, key, position);
    }

    public static Document Record(string id, string word) => [new StringField(SearchIndex.Id, id, Field.Store.YES), new StringField("word", word, Field.Store.NO)];

    public static Dictionary<string, Document> Written(string word, params string[] ids) => ids.ToDictionary(id => id, id => Record(id, word));

    /// <summary>The ids of the records with that word, in order; with repetition when one is there twice.</summary>
    public static string IdsWith(SearchIndex index, string word) => index.Search(searcher => string.Join(' ', searcher.Search(new TermQuery(new Term("word", word)), 100).ScoreDocs
        .Select(hit => searcher.Doc(hit.Doc).Get(SearchIndex.Id)).Order(StringComparer.Ordinal)));

    public void Dispose() => System.IO.Directory.Delete(Path, recursive: true);
}
