using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Webhooks.Register;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Webhooks.Log;

/// <summary>Forgets deliveries, and webhooks that were thrown away, after 30 days.</summary>
[BackgroundTask(Title = "Forget old deliveries", Schedule = "40 3 * * *", Description = "Deletes deliveries of webhooks after 30 days, and webhooks that were deleted 30 days ago.")]
internal sealed class PruneDeliveries(ISession session, TimeProvider time) : IBackgroundTask
{
    private const int AtOnce = 1000;
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(30);

    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().UtcDateTime - s_kept;
        int gone;
        do
        {
            var db = await session.GetConnectionAsync(write: true);
            var ids = await db.GetTable<Delivery>().Where(row => row.CreatedUtc < before).OrderBy(row => row.CreatedUtc).Select(row => row.Id).Take(AtOnce).ToListAsync(cancellationToken);
            gone = await db.GetTable<Delivery>().Where(row => ids.Contains(row.Id)).DeleteAsync(cancellationToken);
            await session.SaveChangesAsync();
        }
        while (gone == AtOnce);

        foreach (var webhook in (await session.Query<Webhook, WebhookIndex>(row => row.IsRemoved).ListAsync(cancellationToken)).Where(webhook => webhook.RemovedUtc < before))
        {
            session.Delete(webhook);
        }
    }
}
