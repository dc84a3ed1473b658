using System.Security.Cryptography;
using Crm.Kernel.Data;
using Crm.Kernel.Hosting;
using Crm.Kernel.Notifications;
using Crm.Kernel.Tenants;
using Crm.Webhooks.Follow;
using Crm.Webhooks.Log;
using Crm.Webhooks.Register;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Crm.Webhooks.Send;

/// <summary>A delivery that is this sender's for a minute, written and signed.</summary>
/// <param name="Claim">What tells this attempt from another's.</param>
/// <param name="Signature">Blank when the secret cannot be read.</param>
internal sealed record Parcel(long Id, string WebhookId, string MessageId, string Address, string Body, long Timestamp, string Signature, string Claim, int Attempts, bool IsTest);

/// <summary>Hands deliveries out to one sender at a time and writes down what became of them; scoped, a unit of work each.</summary>
internal sealed class DeliveryDesk(ISession session, Payload payload, SecretBox box, Notifications notifications, ErrorLog errors, ShellSettings settings, TimeProvider time)
{
    /// <summary>What a sender that was killed holds up a delivery for; longer than an attempt takes.</summary>
    private static readonly TimeSpan s_claim = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan s_patience = TimeSpan.FromDays(5);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The webhooks that have something due and are not left alone for a while.</summary>
    public async Task<IReadOnlyList<string>> DueAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        return [.. (await WaitingAsync(cancellationToken)).Where(pair => pair.Value <= now).Select(pair => pair.Key)];
    }

    /// <summary>When the next one is due; null when none waits.</summary>
    public async Task<DateTime?> NextUtcAsync(CancellationToken cancellationToken)
        => (await WaitingAsync(cancellationToken)).Values.OfType<DateTime?>().DefaultIfEmpty(null).Min();

    /// <summary>The oldest due delivery of a webhook, or that one; null when there is none to be sent now.</summary>
    /// <param name="only">The delivery; null for the next.</param>
    public async Task<Parcel?> TakeAsync(string webhookId, long? only, CancellationToken cancellationToken)
    {
        var webhook = await session.Query<Webhook, WebhookIndex>(row => row.WebhookId == webhookId && !row.IsRemoved).FirstOrDefaultAsync(cancellationToken);
        while (webhook is not null && (webhook.IsOn || only is not null) && await FirstAsync(webhookId, only, cancellationToken) is { } row)
        {
            var (body, withheld) = await ComposeAsync(webhook, row);
            if (withheld is not null)
            {
                await EndAsync(row, withheld, cancellationToken);
            }
            else if (await ClaimAsync(webhook, row, body!, cancellationToken) is { } parcel)
            {
                return parcel;
            }
        }

        return null;
    }

    /// <summary>Writes down what became of it.</summary>
    /// <returns>Whether the receiver took it.</returns>
    public async Task<bool> NoteAsync(Parcel parcel, Outcome outcome, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync(write: true);
        var pause = outcome.Fault is null or DeliveryFault.Gone || parcel.IsTest ? null : RetryPlan.PauseAfter(parcel.Attempts, Random.Shared);
        var state = (int)(outcome.Fault is null ? DeliveryState.Delivered : pause is null ? DeliveryState.Failed : DeliveryState.Waiting);
        var next = Now + pause;
        await db.GetTable<Delivery>().Where(row => row.Id == parcel.Id && row.ClaimedBy == parcel.Claim)
            .Set(row => row.State, state).Set(row => row.NextUtc, next).Set(row => row.ClaimedBy, (string?)null).Set(row => row.ClaimedUntilUtc, (DateTime?)null)
            .Set(row => row.StatusCode, outcome.StatusCode).Set(row => row.Milliseconds, outcome.Milliseconds).Set(row => row.Fault, outcome.Fault).Set(row => row.Answer, outcome.Answer)
            .UpdateAsync(cancellationToken);
        if (outcome.Fault is null)
        {
            await db.GetTable<FailingWebhook>().Where(row => row.WebhookId == parcel.WebhookId).DeleteAsync(cancellationToken);
        }
        else if (outcome.Fault == DeliveryFault.Gone)
        {
            await SwitchOffAsync(parcel.WebhookId, DeliveryFault.Gone);
        }
        else if (!parcel.IsTest && await FailingSinceAsync(db, parcel.WebhookId) <= Now - s_patience)
        {
            await SwitchOffAsync(parcel.WebhookId, "failing");
        }

        return outcome.Fault is null;
    }

    // Those that are on, with the moment at which the first of their deliveries may be sent.
    private async Task<Dictionary<string, DateTime>> WaitingAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        var on = (await session.Query<Webhook, WebhookIndex>(row => !row.IsRemoved).ListAsync(cancellationToken)).Where(webhook => webhook.IsOn).Select(webhook => webhook.WebhookId).ToList();
        var db = await session.GetConnectionAsync();
        var waiting = db.GetTable<Delivery>().Where(row => row.State == (int)DeliveryState.Waiting && on.Contains(row.WebhookId));
        var free = await waiting.Where(row => row.ClaimedUntilUtc == null || row.ClaimedUntilUtc < now).GroupBy(row => row.WebhookId).Select(group => new { Id = group.Key, Utc = group.Min(row => row.NextUtc) }).ToListAsync(cancellationToken);
        var claimed = await waiting.Where(row => row.ClaimedUntilUtc >= now).GroupBy(row => row.WebhookId).Select(group => new { Id = group.Key, Utc = group.Min(row => row.ClaimedUntilUtc) }).ToListAsync(cancellationToken);
        var quiet = (await db.GetTable<FailingWebhook>().ToListAsync(cancellationToken)).ToDictionary(row => row.WebhookId, row => row.QuietUntilUtc);
        return free.Concat(claimed).GroupBy(row => row.Id).ToDictionary(
            group => group.Key, group => new[] { group.Min(row => row.Utc) ?? now, quiet.GetValueOrDefault(group.Key) }.Max());
    }

    private async Task<Delivery?> FirstAsync(string webhookId, long? only, CancellationToken cancellationToken)
    {
        var now = Now;
        return await (await session.GetConnectionAsync()).GetTable<Delivery>()
            .Where(row => row.WebhookId == webhookId && row.State == (int)DeliveryState.Waiting && row.NextUtc <= now && (row.ClaimedUntilUtc == null || row.ClaimedUntilUtc < now) && (only == null || row.Id == only))
            .OrderBy(row => row.Id).FirstOrDefaultAsync(cancellationToken);
    }

    // One record that cannot be written does not hold up all that come after it.
    private async Task<(string? Body, string? Withheld)> ComposeAsync(Webhook webhook, Delivery row)
    {
        try
        {
            return await payload.ComposeAsync(webhook, row);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            errors.Record(settings.Name, $"webhook {webhook.WebhookId}, delivery {row.MessageId}", "system", e);
            return (null, DeliveryFault.Unwritten);
        }
    }

    private async Task EndAsync(Delivery row, string fault, CancellationToken cancellationToken)
    {
        var state = (int)(fault == DeliveryFault.Unwritten ? DeliveryState.Failed : DeliveryState.Withheld);
        var db = await session.GetConnectionAsync(write: true);
        await db.GetTable<Delivery>().Where(one => one.Id == row.Id)
            .Set(one => one.State, state).Set(one => one.Fault, fault).Set(one => one.NextUtc, (DateTime?)null).Set(one => one.Body, (string?)null).UpdateAsync(cancellationToken);
        await session.SaveChangesAsync();
    }

    // Two nodes may have found the same one: the condition lets one of them have it.
    private async Task<Parcel?> ClaimAsync(Webhook webhook, Delivery row, string body, CancellationToken cancellationToken)
    {
        var (now, claim) = (Now, Guid.NewGuid().ToString("N"));
        var db = await session.GetConnectionAsync(write: true);
        var taken = await db.GetTable<Delivery>().Where(one => one.Id == row.Id && one.State == (int)DeliveryState.Waiting && (one.ClaimedUntilUtc == null || one.ClaimedUntilUtc < now))
            .Set(one => one.ClaimedBy, claim).Set(one => one.ClaimedUntilUtc, now + s_claim).Set(one => one.Attempts, one => one.Attempts + 1).Set(one => one.TriedUtc, now).Set(one => one.Body, body)
            .UpdateAsync(cancellationToken);
        await session.SaveChangesAsync();
        if (taken == 0)
        {
            return null;
        }

        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        return new Parcel(
            row.Id, webhook.WebhookId, row.MessageId, webhook.Address, body, timestamp, Sign(webhook, row.MessageId, timestamp, body), claim, row.Attempts + 1, WebhookEvent.KindOf(row.EventType) == WebhookEvent.Ping);
    }

    private string Sign(Webhook webhook, string messageId, long timestamp, string body)
    {
        try
        {
            return Signature.Of(webhook.SecretsAt(Now).Select(box.KeyOf), messageId, timestamp, body);
        }
        catch (CryptographicException)
        {
            return ""; // told on the delivery
        }
    }

    // The first attempt that failed since the last one that did not.
    private async Task<DateTime> FailingSinceAsync(DataConnection db, string webhookId)
    {
        var failing = await db.GetTable<FailingWebhook>().FirstOrDefaultAsync(row => row.WebhookId == webhookId) ?? new FailingWebhook { WebhookId = webhookId, SinceUtc = Now };
        failing.QuietUntilUtc = Now + RetryPlan.QuietAfter(++failing.Failures);
        await db.InsertOrReplaceAsync(failing);
        return failing.SinceUtc;
    }

    private async Task SwitchOffAsync(string webhookId, string reason)
    {
        if (await session.Query<Webhook, WebhookIndex>(row => row.WebhookId == webhookId).FirstOrDefaultAsync() is not { IsOn: true } webhook)
        {
            return;
        }

        (webhook.IsOn, webhook.OffReason) = (false, reason);
        await session.SaveAsync(webhook);
        if (webhook.OwnerId.Length > 0)
        {
            await notifications.TellAsync(webhook.OwnerId, SwitchedOff.Kind, webhookId, $"{SwitchedOff.Kind}/{webhookId}/{Now:yyyyMMddHHmmss}");
        }
    }
}
