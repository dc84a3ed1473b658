using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Duplicates.Merge;

/// <summary>The notes, calls and letters of a person.</summary>
internal sealed class InteractionReferences(ISession session) : IPersonReference
{
    public Task<int> CountAsync(string personId, CancellationToken cancellationToken) => Rows(personId).Distinct().CountAsync(cancellationToken);

    // Saved by the session, not the content manager: the entry stays its author's.
    public async Task MoveAsync(string fromPersonId, string toPersonId, CancellationToken cancellationToken)
    {
        foreach (var item in await session.GetAsync<ContentItem>(await Rows(fromPersonId).Distinct().ToListAsync(cancellationToken)))
        {
            item.Alter<InteractionPart>(part => part.PersonIds = [.. part.PersonIds.Select(id => id == fromPersonId ? toPersonId : id).Distinct()]);
            await session.SaveAsync(item, checkConcurrency: true);
        }
    }

    private IQueryable<long> Rows(string personId)
        => session.QueryIndex<TimelineIndex>().Where(row => row.PersonId == personId && row.SourceType == ContactTypes.Interaction).Select(row => row.DocumentId);
}
