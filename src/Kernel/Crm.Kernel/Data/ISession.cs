using System.Linq.Expressions;
using LinqToDB.Data;

namespace Crm.Kernel.Data;

/// <summary>
/// A unit of work on the tenant's database: scoped, not for parallel use. Objects are JSON documents with typed index rows beside them;
/// nothing is durable before <see cref="SaveChangesAsync"/>, which writes documents, index rows, history and change log in one transaction.
/// </summary>
public interface ISession : IAsyncDisposable
{
    /// <summary>
    /// Marks an object to be stored. A new one gets its document id now. With <paramref name="checkConcurrency"/> a version changed
    /// since it was loaded raises <see cref="ConcurrencyException"/> at the flush. Saving without a change writes no history, but puts the document's index rows right.
    /// </summary>
    /// <exception cref="InvalidOperationException">The session is read-only (a GET request).</exception>
    Task SaveAsync(object obj, bool checkConcurrency = false);

    /// <summary>Marks an object to be deleted with its index rows. History keeps its last state.</summary>
    void Delete(object obj);

    /// <summary>Forgets the object: later changes to it are not written.</summary>
    void Detach(object obj);

    /// <summary>The document of that id, or null. The same object for the same id within a session.</summary>
    Task<T?> GetAsync<T>(long id) where T : class;

    /// <summary>The documents of those ids, in their order; missing ones are left out.</summary>
    Task<IReadOnlyList<T>> GetAsync<T>(IEnumerable<long> ids) where T : class;

    /// <summary>The document id of a tracked object; 0 when it was never saved or loaded here.</summary>
    long GetDocumentId(object obj);

    /// <summary>The version the tracked object was loaded with; 0 for a new one.</summary>
    long GetVersion(object obj);

    /// <summary>What the database holds of a tracked object: a copy of it as it was loaded or last flushed, without the changes made since; null for a new one.</summary>
    T? GetStored<T>(T obj) where T : class;

    /// <summary>All documents of a type.</summary>
    IQuery<T> Query<T>() where T : class;

    /// <summary>Documents of a type whose index rows satisfy the predicate. Pending changes are flushed first.</summary>
    IQuery<T, TIndex> Query<T, TIndex>(Expression<Func<TIndex, bool>>? predicate = null) where T : class where TIndex : class, IIndex;

    /// <summary>Index rows alone, as a linq2db query in this session's transaction; pending changes are not flushed for it (see <see cref="FlushAsync"/>).</summary>
    IQueryable<TIndex> QueryIndex<TIndex>() where TIndex : class, IIndex;

    /// <summary>The linq2db connection of this unit of work, for plain tables. Writes through it belong to the transaction.</summary>
    /// <param name="write">True before the first write: takes the write gate (SQLite) and begins the write transaction.</param>
    Task<DataConnection> GetConnectionAsync(bool write = false);

    /// <summary>
    /// Says that this unit of work changed a plain table: the commit appends one line for it to the change log, with the table's name as kind.
    /// </summary>
    void RecordChange(string table, string @event);

    /// <summary>
    /// Takes consecutive numbers of a series of the tenant, for what people read: they grow, and no number is given twice. The series begins with 1. Numbers taken for what is not saved after all may be missing.
    /// </summary>
    /// <param name="series">The series' name.</param>
    /// <param name="count">How many; 0 to raise the series only.</param>
    /// <param name="atLeast">None is below this one: numbers brought from elsewhere are not given again.</param>
    /// <returns>The first.</returns>
    Task<long> TakeNumbersAsync(string series, int count = 1, long atLeast = 1);

    /// <summary>Writes what is pending into the transaction, without committing.</summary>
    Task FlushAsync();

    /// <summary>Flushes and commits. The session may be used again afterwards.</summary>
    Task SaveChangesAsync();

    /// <summary>Rolls back and forgets everything.</summary>
    Task CancelAsync();
}

/// <summary>A query over documents.</summary>
public interface IQuery<T> where T : class
{
    /// <summary>Adds a condition on another index of the same document.</summary>
    IQuery<T, TIndex> With<TIndex>(Expression<Func<TIndex, bool>>? predicate = null) where TIndex : class, IIndex;

    /// <summary>Skips that many documents.</summary>
    IQuery<T> Skip(int count);

    /// <summary>Takes at most that many documents.</summary>
    IQuery<T> Take(int count);

    /// <summary>The first document, or null.</summary>
    Task<T?> FirstOrDefaultAsync(CancellationToken cancellationToken = default);

    /// <summary>The documents: ids are selected from the index first, then the documents are read.</summary>
    Task<IReadOnlyList<T>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>How many documents there are.</summary>
    Task<int> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>Streams the documents in batches without tracking them.</summary>
    IAsyncEnumerable<T> ToAsyncEnumerable(CancellationToken cancellationToken = default);
}

/// <summary>A query over documents through an index.</summary>
public interface IQuery<T, TIndex> : IQuery<T> where T : class where TIndex : class, IIndex
{
    /// <summary>Adds a condition.</summary>
    IQuery<T, TIndex> Where(Expression<Func<TIndex, bool>> predicate);

    /// <summary>Sorts; the document id is always the last key, so that pages are stable.</summary>
    IQuery<T, TIndex> OrderBy(Expression<Func<TIndex, object?>> key);

    /// <summary>Sorts downwards.</summary>
    IQuery<T, TIndex> OrderByDescending(Expression<Func<TIndex, object?>> key);

    /// <summary>Sorts further.</summary>
    IQuery<T, TIndex> ThenBy(Expression<Func<TIndex, object?>> key);

    /// <summary>Sorts further, downwards.</summary>
    IQuery<T, TIndex> ThenByDescending(Expression<Func<TIndex, object?>> key);
}

/// <summary>Somebody else changed the document since it was loaded.</summary>
public sealed class ConcurrencyException(long documentId, string type)
    : Exception($"The document {documentId} ({type}) was changed by somebody else.")
{
    /// <summary>The document's id.</summary>
    public long DocumentId { get; } = documentId;
}
