using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Email.Mailbox;

/// <summary>Forgets kept mails after 30 days, thrown away or not.</summary>
[BackgroundTask(Title = "Empty the mailbox", Schedule = "20 4 * * *", Description = "Deletes mails that were kept in the mailbox 30 days ago.", WakesTenant = false)]
internal sealed class PruneMailbox(ISession session, TimeProvider time) : IBackgroundTask
{
    private const int AtOnce = 500;
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(30);

    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().UtcDateTime - s_kept;
        int gone;
        do
        {
            var db = await session.GetConnectionAsync(write: true);
            var ids = await db.GetTable<KeptMail>().Where(row => row.KeptUtc < before).OrderBy(row => row.KeptUtc).Select(row => row.Id).Take(AtOnce).ToListAsync(cancellationToken);
            await db.GetTable<KeptMailBody>().Where(row => ids.Contains(row.MailId)).DeleteAsync(cancellationToken);
            gone = await db.GetTable<KeptMail>().Where(row => ids.Contains(row.Id)).DeleteAsync(cancellationToken);
            await session.SaveChangesAsync();
        }
        while (gone == AtOnce);
    }
}
