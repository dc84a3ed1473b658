using Lucene.Net.Documents;
using Lucene.Net.Search;

namespace Crm.Search.Index;

/// <summary>
/// An index in a folder of its own: <c>current</c> names the folder of the one in force, <c>node</c> tells it from another node's, <c>owner.lock</c> is held by the one process
/// that writes; others read what it has committed. A new one is made aside and takes the place of the old one in one step. What it was made of and up to which line of the change
/// log lies in its last commit, so that documents and place are durable at the same moment. For use by many threads.
/// </summary>
internal sealed class SearchIndex(string folder)
{
    /// <summary>The field that holds a record's id, by which it is replaced and deleted.</summary>
    public const string Id = "id";

    private const long MostPassed = 500;

    private readonly Lock _writing = new();
    private readonly Lock _life = new();
    private FileStream? _owner;
    private OpenIndex? _open;

    /// <summary>Whether there is an index to search; opens it.</summary>
    public bool Exists
    {
        get
        {
            lock (_life)
            {
                return Open() is not null;
            }
        }
    }

    /// <summary>What the index was made of; null when there is none. Another key wants another index.</summary>
    public string? Key => Read(open => open.Key);

    /// <summary>The last line of the change log that is in it.</summary>
    public long Position => Read(open => (long?)open.Position) ?? 0;

    /// <summary>How many records are in it.</summary>
    public int Documents => Exists ? Search(searcher => searcher.IndexReader.NumDocs) : 0;

    /// <summary>The folder's size in bytes.</summary>
    public long Size => Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Exists ? file.Length : 0) : 0;

    /// <summary>What tells this node's index from that of another.</summary>
    public string Node
    {
        get
        {
            var file = Path.Combine(folder, "node");
            if (!File.Exists(file))
            {
                File.WriteAllText(file, Guid.NewGuid().ToString("n")[..12]);
            }

            return File.ReadAllText(file);
        }
    }

    /// <summary>Whether this process writes the index: it does when no other one holds it. Who only reads sees what was committed since.</summary>
    public bool Own()
    {
        lock (_life)
        {
            if (_owner is null && (_owner = TryOwn()) is not null)
            {
                Close(); // it was open for reading
                DeleteOthers();
            }

            if (_owner is not null && _open is { } own && !Directory.Exists(own.Folder))
            {
                Close(); // a restore moved it away
            }

            if (_owner is null && _open is { } open && (open.Folder != CurrentFolder() || open.Refresh() is false))
            {
                Close();
            }

            return _owner is not null;
        }
    }

    /// <summary>Searches; null answers come from the work itself.</summary>
    /// <exception cref="InvalidOperationException">There is no index.</exception>
    public T Search<T>(Func<IndexSearcher, T> work)
    {
        OpenIndex open;
        IndexSearcher searcher;
        lock (_life)
        {
            open = Open() ?? throw new InvalidOperationException("There is no index yet.");
            searcher = open.Searchers.Acquire();
        }

        try
        {
            return work(searcher);
        }
        finally
        {
            open.Searchers.Release(searcher);
        }
    }

    /// <summary>Replaces these records by their documents, deletes those that have none, and is durable and searchable with its new place when it returns.</summary>
    public void Write(IEnumerable<string> ids, IReadOnlyDictionary<string, Document> documents, long position)
    {
        lock (_writing)
        {
            OpenIndex open;
            lock (_life)
            {
                open = Open() ?? throw new InvalidOperationException("There is no index yet.");
            }

            open.Write(ids, documents);
            open.Commit(open.Key, position);
        }
    }

    /// <summary>Replaces these records by their documents, deletes those that have none, and rewrites what held them, so that their former terms are in no file any more. Nothing happens where there is no index.</summary>
    public void Erase(IReadOnlyCollection<string> ids, IReadOnlyDictionary<string, Document> documents)
    {
        lock (_writing)
        {
            OpenIndex? open;
            lock (_life)
            {
                open = Open();
            }

            open?.Erase(ids, documents);
        }
    }

    /// <summary>The last line of the change log that is in it for good.</summary>
    public long Committed => Read(open => (long?)open.Committed) ?? 0;

    /// <summary>Notes a place up to which nothing of the index has changed. It is made durable with the next write, or when it has gone far.</summary>
    public void Pass(long position)
    {
        lock (_writing)
        {
            lock (_life)
            {
                if (Open() is not { } open)
                {
                    return;
                }

                open.Position = position;
                if (position - open.Committed > MostPassed)
                {
                    open.Commit(open.Key, position);
                }
            }
        }
    }

    /// <summary>Begins an index aside.</summary>
    public IndexBuild BeginBuild() => new(Path.Combine(folder, "index-" + Guid.NewGuid().ToString("n")[..12]));

    /// <summary>Puts what was made aside in the place of the old index; whoever searches the old one just now goes on with it to the end.</summary>
    public void Swap(IndexBuild build, string key, long position)
    {
        lock (_writing)
        {
            build.Open.Commit(key, position);
            var pointer = Path.Combine(folder, "current");
            File.WriteAllText(pointer + ".new", Path.GetFileName(build.Open.Folder));
            lock (_life)
            {
                // Not before: who came in between would open a second time what is open here for writing.
                File.Move(pointer + ".new", pointer, overwrite: true);
                Close();
                _open = build.Take();
                DeleteOthers();
            }
        }
    }

    /// <summary>Closes every file.</summary>
    public void Release()
    {
        lock (_writing)
        {
            lock (_life)
            {
                Close();
                _owner?.Dispose();
                _owner = null;
            }
        }
    }

    private T? Read<T>(Func<OpenIndex, T?> what)
    {
        lock (_life)
        {
            return Open() is { } open ? what(open) : default;
        }
    }

    private OpenIndex? Open() => _open ??= CurrentFolder() is { } current ? OpenIndex.TryOpen(current, writes: (_owner ??= TryOwn()) is not null) : null;

    private void Close()
    {
        _open?.Dispose();
        _open = null;
    }

    private string? CurrentFolder()
    {
        var pointer = Path.Combine(folder, "current");
        return File.Exists(pointer) ? Path.Combine(folder, File.ReadAllText(pointer)) : null;
    }

    private FileStream? TryOwn()
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(Path.Combine(folder, "owner.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null; // another process writes
        }
    }

    // What a process that died has begun, and what was replaced. Files that are still read stay readable until they are closed.
    private void DeleteOthers()
    {
        var current = CurrentFolder();
        foreach (var other in Directory.EnumerateDirectories(folder, "index-*").Where(other => other != current))
        {
            Directory.Delete(other, recursive: true);
        }
    }
}
