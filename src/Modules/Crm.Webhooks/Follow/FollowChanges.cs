using System.Text.Json;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;
using Crm.Webhooks.Log;
using Crm.Webhooks.Register;
using Crm.Webhooks.Send;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Crm.Webhooks.Follow;

/// <summary>Follows the change log: writes down what each webhook is to be told, and wakes the sender. Told twice, the second time writes nothing.</summary>
internal sealed class FollowChanges(ISession session, ReadChanges changes, JobAlarm<SendDeliveries> soon, AfterCommit after, TimeProvider time) : IChangeFollower
{
    private static readonly BulkCopyOptions s_rows = new() { BulkCopyType = BulkCopyType.MultipleRows, MaxBatchSize = 100 };

    public string Name => "Crm.Webhooks";

    /// <summary>Small, so that nobody who saves waits for the rows of a long import.</summary>
    public int BatchSize => 100;

    public async Task HandleAsync(IReadOnlyList<ChangeLogEntry> entries, CancellationToken cancellationToken)
    {
        var webhooks = (await session.Query<Webhook, WebhookIndex>(row => !row.IsRemoved).ListAsync(cancellationToken)).Where(webhook => webhook.IsOn).ToList();
        var wanted = entries.Where(entry => entry.ItemId is not null && webhooks.Exists(webhook => webhook.FromLine < entry.Id && (webhook.ContentTypes.Count == 0 || webhook.ContentTypes.Contains(entry.Type)))).ToList();
        if (wanted.Count == 0)
        {
            return;
        }

        var deliveries = new List<Delivery>();
        foreach (var (entry, kind) in await changes.ReadAsync(wanted, cancellationToken))
        {
            deliveries.AddRange(webhooks.Where(webhook => webhook.FromLine < entry.Id && webhook.Wants(kind, entry.Type)).Select(webhook => New(webhook, entry, kind)));
        }

        await StoreAsync(deliveries, cancellationToken);
    }

    /// <summary>What the log no longer holds cannot be told any more.</summary>
    public Task RebuildAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Delivery New(Webhook webhook, ChangeLogEntry entry, string kind)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new Delivery
        {
            MessageId = "msg_" + ContentId.New(), WebhookId = webhook.WebhookId, ChangeId = entry.HistoryId, EventType = WebhookEvent.TypeOf(entry.Type, kind), ContentType = entry.Type,
            ItemId = entry.ItemId!, DocumentId = entry.DocumentId, Version = entry.Version, Fields = JsonSerializer.Serialize(entry.Fields), OccurredUtc = entry.Utc, CreatedUtc = now, NextUtc = now,
        };
    }

    // The unique key is the judge; what is there already is left out so that it need not judge.
    private async Task StoreAsync(List<Delivery> deliveries, CancellationToken cancellationToken)
    {
        if (deliveries.Count == 0)
        {
            return;
        }

        var db = await session.GetConnectionAsync(write: true);
        var ids = deliveries.Select(delivery => delivery.ChangeId).Distinct().ToList();
        var known = (await db.GetTable<Delivery>().Where(row => ids.Contains(row.ChangeId)).Select(row => new { row.WebhookId, row.ChangeId }).ToListAsync(cancellationToken)).Select(row => (row.WebhookId, row.ChangeId)).ToHashSet();
        await db.BulkCopyAsync(s_rows, deliveries.Where(delivery => !known.Contains((delivery.WebhookId, delivery.ChangeId))), cancellationToken);
        await session.SaveChangesAsync();
        after.Add(soon.Now);
    }
}
