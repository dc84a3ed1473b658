using Crm.Kernel.Data.Sessions;
using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Kernel.Data.Documents;

/// <inheritdoc cref="IDocumentManager{TDocument}"/>
internal sealed class DocumentManager<TDocument>(Session session, TenantStore store, TimeProvider time) : IDocumentManager<TDocument>
    where TDocument : class, new()
{
    // How long a change by another process may stay unseen.
    private static readonly TimeSpan _staleness = TimeSpan.FromSeconds(1);

    // A first document that is not flushed yet cannot be found by its id.
    private TDocument? _updated;

    public async Task<TDocument> GetOrCreateImmutableAsync()
    {
        if (session.HasChanged(typeof(TDocument)))
        {
            return await GetOrCreateMutableAsync();
        }

        if (store.Documents.ShouldLook(_staleness, time))
        {
            await CompareAsync();
        }

        if (store.Documents.Find(typeof(TDocument)) is { } cached)
        {
            return (TDocument)cached.Document;
        }

        var read = await ReadAsync();
        store.Documents.Keep(typeof(TDocument), read);
        return (TDocument)read.Document;
    }

    public async Task<TDocument> GetOrCreateMutableAsync()
    {
        if (_updated is not null && session.GetDocumentId(_updated) != 0)
        {
            return _updated;
        }

        var id = await FindIdAsync();
        return (id == 0 ? null : await session.GetAsync<TDocument>(id)) ?? new TDocument();
    }

    public Task UpdateAsync(TDocument document)
    {
        _updated = document;
        return session.SaveSingletonAsync(document);
    }

    private async Task CompareAsync()
    {
        var db = await session.GetConnectionAsync();
        store.Documents.Compare(await db.GetTable<DocumentSingletonRow>().ToDictionaryAsync(row => row.Type, row => row.Version));
    }

    // Its own copy, not the session's: that one may be changed.
    private async Task<CachedDocument> ReadAsync()
    {
        var id = await FindIdAsync();
        if (id == 0 || await session.ReadStoredAsync(id) is not { } stored)
        {
            return new CachedDocument(new TDocument(), 0);
        }

        var document = (TDocument)DocumentJson.Read(stored.Content, typeof(TDocument));
        DocumentId.Set(document, id);
        return new CachedDocument(document, stored.Version);
    }

    private async Task<long> FindIdAsync()
    {
        var db = await session.GetConnectionAsync();
        var type = DocumentTypes.NameOf(typeof(TDocument));
        return await db.GetTable<DocumentSingletonRow>().Where(row => row.Type == type).Select(row => row.DocumentId).FirstOrDefaultAsync();
    }
}
