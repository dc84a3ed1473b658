using LinqToDB.Async;

namespace Crm.Contacts.Lists;

/// <summary>A contact's place in the order in which records were made: an order that no change of a record moves.</summary>
internal sealed record ContactPlace(long DocumentId, string ContentItemId)
{
    /// <summary>The next ones behind a document id.</summary>
    public static async Task<IReadOnlyList<ContactPlace>> BehindAsync<TIndex>(IQueryable<TIndex> rows, long after, int take, CancellationToken cancellationToken) where TIndex : ContactIndex
        => await rows.Where(row => row.DocumentId > after).OrderBy(row => row.DocumentId).Take(take).Select(row => new ContactPlace(row.DocumentId, row.ContentItemId)).ToListAsync(cancellationToken);

    /// <summary>The last document id there is; 0 without any.</summary>
    public static async Task<long> LastAsync<TIndex>(IQueryable<TIndex> rows, CancellationToken cancellationToken) where TIndex : ContactIndex
        => await rows.MaxAsync(row => (long?)row.DocumentId, cancellationToken) ?? 0;
}
