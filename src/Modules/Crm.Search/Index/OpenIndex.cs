using System.Globalization;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Crm.Search.Index;

/// <summary>The open files of one index folder.</summary>
internal sealed class OpenIndex : IDisposable
{
    private const string KeyName = "key";
    private const string PositionName = "position";

    private readonly FSDirectory _directory;
    private readonly IndexWriter? _writer;

    private OpenIndex(string folder, FSDirectory directory, IndexWriter? writer)
    {
        (Folder, _directory, _writer) = (folder, directory, writer);
        Searchers = writer is null ? new SearcherManager(directory, null) : new SearcherManager(writer, applyAllDeletes: true, null);
    }

    public string Folder { get; }

    public SearcherManager Searchers { get; }

    public string Key { get; private set; } = "";

    /// <summary>The last line of the change log that was looked at.</summary>
    public long Position { get; set; }

    /// <summary>The place that is durable.</summary>
    public long Committed { get; private set; }

    /// <summary>Makes an empty index.</summary>
    /// <param name="bufferMegabytes">What the writer may keep in memory.</param>
    public static OpenIndex Create(string folder, double bufferMegabytes)
    {
        var directory = FSDirectory.Open(folder);
        return new OpenIndex(folder, directory, new IndexWriter(directory, Settings(OpenMode.CREATE, bufferMegabytes)));
    }

    /// <summary>The index of that folder, or null when there is none that can be read: it is made anew then.</summary>
    public static OpenIndex? TryOpen(string folder, bool writes)
    {
        if (!System.IO.Directory.Exists(folder))
        {
            return null;
        }

        var directory = FSDirectory.Open(folder);
        try
        {
            if (!DirectoryReader.IndexExists(directory))
            {
                directory.Dispose();
                return null;
            }

            var open = new OpenIndex(folder, directory, writes ? new IndexWriter(directory, Settings(OpenMode.APPEND, 16)) : null);
            open.ReadCommit();
            return open;
        }
        catch (Exception fault) when (fault is CorruptIndexException or IndexFormatTooOldException or IndexFormatTooNewException or System.IO.FileNotFoundException or System.IO.EndOfStreamException)
        {
            directory.Dispose();
            return null;
        }
    }

    /// <summary>Adds documents of records that are not in the index.</summary>
    public void Add(IEnumerable<Document> documents)
    {
        foreach (var document in documents)
        {
            _writer!.AddDocument(document);
        }
    }

    public void Write(IEnumerable<string> ids, IReadOnlyDictionary<string, Document> documents)
    {
        foreach (var id in ids)
        {
            var term = new Term(SearchIndex.Id, id);
            if (documents.TryGetValue(id, out var document))
            {
                _writer!.UpdateDocument(term, document);
            }
            else
            {
                _writer!.DeleteDocuments(term);
            }
        }
    }

    /// <summary>Makes what was written durable together with its key and place, and searchable.</summary>
    public void Commit(string key, long position)
    {
        _writer!.SetCommitData(new Dictionary<string, string> { [KeyName] = key, [PositionName] = position.ToString(CultureInfo.InvariantCulture) });
        _writer.Commit();
        (Key, Position, Committed) = (key, position, position);
        Searchers.MaybeRefreshBlocking();
    }

    /// <summary>Replaces or deletes records for good: the segments that held them are written anew and the old files deleted, for a deletion alone only marks them.</summary>
    public void Erase(IEnumerable<string> ids, IReadOnlyDictionary<string, Document> documents)
    {
        Write(ids, documents);
        _writer!.ForceMergeDeletes(doWait: true);
        Commit(Key, Position);

        // Files that a searcher held stay until it is given back.
        _writer.DeleteUnusedFiles();
    }

    /// <summary>Takes up what the process that writes has committed; false when it cannot.</summary>
    public bool Refresh()
    {
        try
        {
            Searchers.MaybeRefreshBlocking();
            ReadCommit();
            return true;
        }
        catch (System.IO.IOException)
        {
            return false; // its folder was replaced meanwhile
        }
    }

    /// <summary>Closes the files. What was not committed is forgotten.</summary>
    public void Dispose()
    {
        Searchers.Dispose();
        try
        {
            _writer?.Rollback();
        }
        catch (Exception fault) when (fault is MergePolicy.MergeException or System.IO.IOException && !System.IO.Directory.Exists(Folder))
        {
            // A restore moved the folder away: there is nothing to roll back.
        }

        _directory.Dispose();
    }

    private void ReadCommit()
    {
        using var reader = DirectoryReader.Open(_directory);
        var data = reader.IndexCommit.UserData;
        Key = data.TryGetValue(KeyName, out var key) ? key : "";
        Position = data.TryGetValue(PositionName, out var position) ? long.Parse(position, CultureInfo.InvariantCulture) : 0;
        Committed = Position;
    }

    // No analyser: terms come ready made.
    private static IndexWriterConfig Settings(OpenMode mode, double bufferMegabytes) => new(LuceneVersion.LUCENE_48, null)
    {
        OpenMode = mode, RAMBufferSizeMB = bufferMegabytes, WriteLockTimeout = 2000, MergePolicy = new TieredMergePolicy { ForceMergeDeletesPctAllowed = 0 },
    };
}
