using System.Security.Claims;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Webhooks.Register;
using Crm.Webhooks.Send;
using Microsoft.AspNetCore.Http;
using Crm.Kernel.Tenants;
using System.Text.Json.Nodes;

namespace Crm.Webhooks.Log;

/// <summary><c>/api/webhooks/{id}/deliveries</c>.</summary>
internal static class DeliveriesEndpoint
{
    private const int MaxTake = 200;
    private const int Usual = 50;

    /// <param name="state">"waiting", "delivered", "failed" or "withheld"; all when it says nothing.</param>
    /// <param name="before">The "next" of the page before.</param>
    public static async Task<IResult> ListAsync(string id, string? state, long? before, int? take, ClaimsPrincipal user, WebhookGate gate, DeliveryLog log, CancellationToken cancellationToken)
    {
        if (await gate.FindAsync(user, id) is null)
        {
            return Results.NotFound();
        }

        var asked = Enum.TryParse<DeliveryState>(state, ignoreCase: true, out var known) ? known : (DeliveryState?)null;
        var most = Math.Clamp(take ?? Usual, 1, MaxTake);
        var rows = await log.ListAsync(id, asked, before, most, cancellationToken);
        return Results.Json(new DeliveriesPage([.. rows.Select(ShownDelivery.Of)], rows.Count < most ? null : rows[^1].Id));
    }

    public static async Task<IResult> GetAsync(string id, string messageId, ClaimsPrincipal user, WebhookGate gate, DeliveryLog log, Payload payload, CancellationToken cancellationToken)
    {
        if (await gate.FindAsync(user, id) is null || await log.FindAsync(id, messageId, cancellationToken) is not { } delivery)
        {
            return Results.NotFound();
        }

        var sent = await payload.ShowAsync(user, delivery);
        return Results.Json(new WholeDelivery(ShownDelivery.Of(delivery), sent is null ? null : JsonNode.Parse(sent), sent == delivery.Body ? delivery.Answer : null));
    }

    public static async Task<IResult> SendAgainAsync(string id, string messageId, ClaimsPrincipal user, WebhookGate gate, DeliveryLog log, JobAlarm<SendDeliveries> soon, AfterCommit after, CancellationToken cancellationToken)
    {
        if (await gate.FindAsync(user, id) is null || await log.FindAsync(id, messageId, cancellationToken) is not { } delivery)
        {
            return Results.NotFound();
        }

        if (!await log.SendAgainAsync(delivery, cancellationToken))
        {
            return Results.Conflict();
        }

        after.Add(soon.Now);
        return Results.Accepted();
    }

    /// <summary>Sends outside the unit of work: a slow receiver holds up nobody who saves.</summary>
    public static async Task<IResult> TestAsync(string id, ClaimsPrincipal user, WebhookGate gate, DeliveryLog log, Courier courier, ISession session, CancellationToken cancellationToken)
    {
        if (await gate.FindAsync(user, id) is not { } webhook)
        {
            return Results.NotFound();
        }

        var test = await log.TestAsync(webhook, cancellationToken);
        await session.SaveChangesAsync();
        await courier.SendAsync(id, test.Id, cancellationToken);
        return Results.Json(ShownDelivery.Of((await log.FindAsync(id, test.MessageId, cancellationToken))!));
    }
}

/// <summary>A page; the place is null at the end.</summary>
internal sealed record DeliveriesPage(IReadOnlyList<ShownDelivery> Items, long? Next);

/// <summary>A delivery as lists show it.</summary>
internal sealed record ShownDelivery(
    string MessageId, string Type, string? ContentItemId, string State, int Attempts, DateTime CreatedUtc, DateTime? TriedUtc, DateTime? NextUtc, int? StatusCode, int? Milliseconds, string? Fault)
{
    public static ShownDelivery Of(Delivery row) => new(
        row.MessageId, row.EventType, row.ItemId.Length > 0 ? row.ItemId : null, ((DeliveryState)row.State).ToString().ToLowerInvariant(), row.Attempts, row.CreatedUtc, row.TriedUtc, row.NextUtc, row.StatusCode,
        row.Milliseconds, row.Fault);
}

/// <summary>A delivery with what was sent and answered, as far as its reader may see it.</summary>
internal sealed record WholeDelivery(ShownDelivery Delivery, JsonNode? Sent, string? Answer);
