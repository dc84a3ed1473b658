using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Email.Intake;

/// <summary>Forgets what came in: what was thrown away, and the bytes of what stands on a timeline, after 30 days, everything after 180.</summary>
[BackgroundTask(Title = "Forget incoming mail", Schedule = "40 4 * * *", Description = "Deletes incoming mails that were thrown away 30 days ago, and what is older than 180 days.", WakesTenant = false)]
internal sealed class PruneReceived(ISession session, TimeProvider time) : IBackgroundTask
{
    private const int AtOnce = 500;
    private static readonly TimeSpan s_trash = TimeSpan.FromDays(30), s_all = TimeSpan.FromDays(180);

    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (month, half) = (now - s_trash, now - s_all);
        int gone;
        do
        {
            var db = await session.GetConnectionAsync(write: true);
            var ids = await db.GetTable<ReceivedMail>().Where(row => row.ReceivedUtc < half || (row.IsRemoved && row.RemovedUtc < month)).OrderBy(row => row.Id).Select(row => row.Id).Take(AtOnce).ToListAsync(cancellationToken);
            await db.GetTable<ReceivedMailBody>().Where(row => ids.Contains(row.ReceivedMailRow)).DeleteAsync(cancellationToken);
            gone = await db.GetTable<ReceivedMail>().Where(row => ids.Contains(row.Id)).DeleteAsync(cancellationToken);
            await session.SaveChangesAsync();
        }
        while (gone == AtOnce);

        var table = await session.GetConnectionAsync(write: true);
        var old = table.GetTable<ReceivedMail>().Where(row => row.Outcome == MailOutcomes.Answered && row.ReceivedUtc < month).Select(row => row.Id);
        await table.GetTable<ReceivedMailBody>().Where(row => old.Contains(row.ReceivedMailRow)).DeleteAsync(cancellationToken);
    }
}
