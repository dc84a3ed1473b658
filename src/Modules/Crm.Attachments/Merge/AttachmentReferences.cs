using Crm.Attachments.Files;
using Crm.Contacts.Duplicates.Merge;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Attachments.Merge;

/// <summary>The files of a person, those in the trash too: two people made one keep them all.</summary>
internal sealed class AttachmentReferences(ISession session) : IPersonReference
{
    public Task<int> CountAsync(string personId, CancellationToken cancellationToken) => session.QueryIndex<AttachmentIndex>().CountAsync(row => row.ContactId == personId && !row.IsRemoved, cancellationToken);

    public async Task MoveAsync(string fromPersonId, string toPersonId, CancellationToken cancellationToken)
    {
        foreach (var attachment in await session.GetAsync<Attachment>(await session.QueryIndex<AttachmentIndex>().Where(row => row.ContactId == fromPersonId).Select(row => row.DocumentId).ToListAsync(cancellationToken)))
        {
            attachment.ContactId = toPersonId;
            await session.SaveAsync(attachment, checkConcurrency: true);
        }
    }
}
