using Crm.Kernel.Data;
using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Kernel.Content.Index;

/// <summary>Finds content items by what their JSON names, where no index says it. Scoped.</summary>
public sealed class ItemsNaming(ISession session)
{
    /// <summary>Document ids of the items of those types that hold that text, in every version and in the trash too; by a scan of those types' documents.</summary>
    /// <param name="text">An id: it is looked for as it stands in JSON.</param>
    public async Task<IReadOnlyList<long>> FindAsync(string text, IReadOnlyCollection<string> types, CancellationToken cancellationToken)
    {
        if (types.Count == 0)
        {
            return [];
        }

        var db = await session.GetConnectionAsync();
        return await session.QueryIndex<ContentItemIndex>().Where(row => types.Contains(row.ContentType) && db.GetTable<DocumentRow>().Any(document => document.Id == row.DocumentId && document.Content.Contains(text)))
            .OrderBy(row => row.DocumentId).Select(row => row.DocumentId).ToListAsync(cancellationToken);
    }
}
