using System.Collections.Concurrent;

namespace Crm.Kernel.Data.Documents;

/// <summary>The documents of which a tenant has one each, as last read by this process.</summary>
internal sealed class DocumentCache
{
    private readonly ConcurrentDictionary<Type, CachedDocument> _documents = new();
    private long _lookedAt;

    public CachedDocument? Find(Type type) => _documents.GetValueOrDefault(type);

    public void Keep(Type type, CachedDocument document) => _documents[type] = document;

    public void Forget(Type type) => _documents.TryRemove(type, out _);

    public void Clear() => _documents.Clear();

    /// <summary>Forgets what has another version in the database.</summary>
    /// <param name="versions">The versions there, by stored type name.</param>
    public void Compare(IReadOnlyDictionary<string, long> versions)
    {
        foreach (var (type, document) in _documents)
        {
            if (versions.GetValueOrDefault(Sessions.DocumentTypes.NameOf(type)) != document.Version)
            {
                _documents.TryRemove(new KeyValuePair<Type, CachedDocument>(type, document));
            }
        }
    }

    /// <summary>True for one caller when the last look at the database is older than that.</summary>
    public bool ShouldLook(TimeSpan after, TimeProvider time)
    {
        var last = Interlocked.Read(ref _lookedAt);
        return (last == 0 || time.GetElapsedTime(last) >= after) && Interlocked.CompareExchange(ref _lookedAt, time.GetTimestamp(), last) == last;
    }
}

/// <summary>A document as cached.</summary>
/// <param name="Version">0 when the database has none yet.</param>
internal sealed record CachedDocument(object Document, long Version);
