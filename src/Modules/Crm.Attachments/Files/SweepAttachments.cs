using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Files;
using Crm.Kernel.Jobs;
using LinqToDB.Async;

namespace Crm.Attachments.Files;

[BackgroundTask(Title = "Empty the trash of contacts’ files", Schedule = "50 3 * * *", Description = "Throws away files deleted 30 days ago, puts those of contacts that are gone for good into the trash, and removes bytes that belong to no file or never became whole.", WakesTenant = false)]
internal sealed class SweepAttachments(ISession session, IHistory history, PrivateFiles files, MediaStage stage, TimeProvider time) : IBackgroundTask
{
    private const int AtOnce = 200;
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(30);

    // An upload lasts no longer: what has no document by then was left by a killed process.
    private static readonly TimeSpan s_underWay = TimeSpan.FromDays(1);

    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        await EmptyTrashAsync(cancellationToken);
        await TrashForsakenAsync(cancellationToken);
        await RemoveOrphansAsync(cancellationToken);
        stage.Sweep(time);
    }

    // The document first: killed in between, its bytes are orphans of the next night.
    private async Task EmptyTrashAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().UtcDateTime - s_kept;
        IReadOnlyList<Attachment> gone;
        do
        {
            gone = await session.Query<Attachment, AttachmentIndex>(row => row.IsRemoved && row.RemovedUtc < before).Take(AtOnce).ListAsync(cancellationToken);
            foreach (var attachment in gone)
            {
                session.Delete(attachment);
            }

            await session.SaveChangesAsync();
            foreach (var attachment in gone)
            {
                files.Erase(ChangeAttachments.Room, attachment.File);
            }
        }
        while (gone.Count == AtOnce);
    }

    // A contact that is in no version there any more, not even in the trash.
    private async Task TrashForsakenAsync(CancellationToken cancellationToken)
    {
        var contacts = session.QueryIndex<ContentItemIndex>();
        var ids = await session.QueryIndex<AttachmentIndex>().Where(row => !row.IsRemoved && !contacts.Any(item => item.ContentItemId == row.ContactId)).Select(row => row.DocumentId).Take(AtOnce).ToListAsync(cancellationToken);
        foreach (var attachment in await session.GetAsync<Attachment>(ids))
        {
            attachment.RemovedUtc = time.GetUtcNow().UtcDateTime;
            await session.SaveAsync(attachment, checkConcurrency: true);
        }

        await session.SaveChangesAsync();
    }

    private async Task RemoveOrphansAsync(CancellationToken cancellationToken)
    {
        string? undone = null;
        foreach (var keys in files.PutBefore(ChangeAttachments.Room, time.GetUtcNow().UtcDateTime - s_underWay).Chunk(AtOnce))
        {
            var known = await session.QueryIndex<AttachmentIndex>().Where(row => keys.Contains(row.File)).Select(row => row.File).ToListAsync(cancellationToken);
            foreach (var key in keys.Except(known))
            {
                undone ??= await UndoneAsync();
                if (!undone.Contains(key, StringComparison.Ordinal))
                {
                    files.Erase(ChangeAttachments.Room, key);
                }
            }
        }
    }

    // An addition that was taken back can itself be taken back for 30 days.
    private async Task<string> UndoneAsync()
    {
        var saves = await history.ListAsync(new HistoryFilter(Type: nameof(Attachment), FromUtc: time.GetUtcNow().UtcDateTime - s_kept, Event: "Undone"), int.MaxValue);
        return string.Concat(saves.Select(save => save.Backward));
    }
}
