using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Webhooks.Follow;
using Crm.Webhooks.Register;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Webhooks.Log;

/// <summary>What was sent to a webhook and what waits; who reads it manages that webhook.</summary>
internal sealed class DeliveryLog(ISession session, TimeProvider time)
{
    /// <summary>A webhook's, the newest first.</summary>
    /// <param name="before">The number before which to begin; null for the newest.</param>
    public async Task<IReadOnlyList<Delivery>> ListAsync(string webhookId, DeliveryState? state, long? before, int take, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<Delivery>()
            .Where(row => row.WebhookId == webhookId && (before == null || row.Id < before) && (state == null || row.State == (int)state)).OrderByDescending(row => row.Id).Take(take).ToListAsync(cancellationToken);

    /// <summary>One, or null.</summary>
    public async Task<Delivery?> FindAsync(string webhookId, string messageId, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<Delivery>().FirstOrDefaultAsync(row => row.WebhookId == webhookId && row.MessageId == messageId, cancellationToken);

    /// <summary>The newest of each webhook, by its id.</summary>
    public async Task<IReadOnlyDictionary<string, Delivery>> NewestAsync(IEnumerable<string> webhookIds, CancellationToken cancellationToken)
    {
        var newest = new Dictionary<string, Delivery>();
        foreach (var id in webhookIds)
        {
            if (await ListAsync(id, null, null, 1, cancellationToken) is [var delivery])
            {
                newest[id] = delivery;
            }
        }

        return newest;
    }

    /// <summary>Has it sent once more, with the same id, from the first attempt on. False while it is being sent.</summary>
    public async Task<bool> SendAgainAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var (db, now) = (await session.GetConnectionAsync(write: true), time.GetUtcNow().UtcDateTime);
        return await db.GetTable<Delivery>().Where(row => row.Id == delivery.Id && (row.ClaimedUntilUtc == null || row.ClaimedUntilUtc < now))
            .Set(row => row.State, (int)DeliveryState.Waiting).Set(row => row.Attempts, 0).Set(row => row.NextUtc, now).Set(row => row.Fault, (string?)null)
            .UpdateAsync(cancellationToken) > 0;
    }

    /// <summary>Writes down a test, which is sent as it is asked for.</summary>
    public async Task<Delivery> TestAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var test = new Delivery { MessageId = "msg_" + ContentId.New(), WebhookId = webhook.WebhookId, EventType = WebhookEvent.Ping, OccurredUtc = now, CreatedUtc = now, NextUtc = now };
        test.Id = await (await session.GetConnectionAsync(write: true)).InsertWithInt64IdentityAsync(test, token: cancellationToken);
        return test;
    }
}
