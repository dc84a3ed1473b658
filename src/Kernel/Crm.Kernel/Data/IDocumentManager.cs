namespace Crm.Kernel.Data;

/// <summary>
/// One document of its type per tenant (settings, definitions, templates …), cached in memory and read again when another node or process changed it.
/// </summary>
public interface IDocumentManager<TDocument> where TDocument : class, new()
{
    /// <summary>The document to read; shared, so never change it.</summary>
    Task<TDocument> GetOrCreateImmutableAsync();

    /// <summary>The document to change, tracked by the current session.</summary>
    Task<TDocument> GetOrCreateMutableAsync();

    /// <summary>Stores the changed document with this unit of work; the cache follows after the commit.</summary>
    Task UpdateAsync(TDocument document);
}
