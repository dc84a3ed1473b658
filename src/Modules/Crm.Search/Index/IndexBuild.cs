using Lucene.Net.Documents;

namespace Crm.Search.Index;

/// <summary>An index being made aside. Disposed without having taken the place of the old one, it is deleted.</summary>
internal sealed class IndexBuild(string folder) : IDisposable
{
    private const double BufferMegabytes = 64;
    private OpenIndex? _open = OpenIndex.Create(folder, BufferMegabytes);

    public OpenIndex Open => _open ?? throw new ObjectDisposedException(nameof(IndexBuild));

    /// <summary>Adds documents of records that are not in it.</summary>
    public void Add(IEnumerable<Document> documents) => Open.Add(documents);

    /// <summary>Replaces records by their documents and deletes those that have none.</summary>
    public void Write(IEnumerable<string> ids, IReadOnlyDictionary<string, Document> documents) => Open.Write(ids, documents);

    /// <summary>Gives the open files away.</summary>
    public OpenIndex Take()
    {
        var taken = Open;
        _open = null;
        return taken;
    }

    public void Dispose()
    {
        if (_open is { } open)
        {
            _open = null;
            open.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }
}
