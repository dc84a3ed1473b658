using Crm.Contacts.Duplicates.Merge;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Activities.Tasks;

/// <summary>The tasks about a person: two people made one keep them all.</summary>
internal sealed class TaskReferences(ISession session) : IPersonReference
{
    public Task<int> CountAsync(string personId, CancellationToken cancellationToken) => Rows(personId).CountAsync(cancellationToken);

    // Saved by the session, not the content manager: the task stays its author's.
    public async Task MoveAsync(string fromPersonId, string toPersonId, CancellationToken cancellationToken)
    {
        foreach (var item in await session.GetAsync<ContentItem>(await Rows(fromPersonId).ToListAsync(cancellationToken)))
        {
            item.Alter<TaskPart>(part => part.AboutId = toPersonId);
            await session.SaveAsync(item, checkConcurrency: true);
        }
    }

    private IQueryable<long> Rows(string personId) => session.QueryIndex<TaskIndex>().Where(row => row.AboutId == personId).Select(row => row.DocumentId);
}
