using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Jobs;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Crm.Webhooks.Follow;
using Crm.Webhooks.Register;
using Crm.Webhooks.Send;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Webhooks.Log;

/// <summary>One delivery: what was sent, what was answered, and the button that sends it again.</summary>
[Right(WebhookPermissions.Manage)]
internal sealed class ViewDelivery(WebhookGate gate, DeliveryLog log, Payload payload, DeliveryWords words, JobAlarm<SendDeliveries> soon, AfterCommit after, IStringLocalizer<ViewDelivery> s) : PageModel
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Webhook Webhook { get; private set; } = null!;

    public Delivery Delivery { get; private set; } = null!;

    public DeliveryWords Words => words;

    /// <summary>What happened, to what.</summary>
    public string Heading { get; private set; } = "";

    /// <summary>What was sent, as far as this reader may see it.</summary>
    public string? Sent { get; private set; }

    /// <summary>What was answered; it may repeat what was sent, so it is shown with the whole of it only.</summary>
    public string? Answer { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, string messageId, CancellationToken cancellationToken)
    {
        if (await gate.FindAsync(User, id) is not { } webhook || await log.FindAsync(id, messageId, cancellationToken) is not { } delivery)
        {
            return NotFound();
        }

        (Webhook, Delivery) = (webhook, delivery);
        var type = (await words.TypesAsync()).FirstOrDefault(type => type.Name == delivery.ContentType).Shown ?? delivery.ContentType;
        Heading = words.Kind(WebhookEvent.KindOf(delivery.EventType)) + (type.Length > 0 ? " · " + type : "");
        var sent = await payload.ShowAsync(User, delivery);
        Answer = sent == delivery.Body ? delivery.Answer : null;
        Sent = sent is null ? null : JsonNode.Parse(sent)!.ToJsonString(s_readable);
        return Page();
    }

    public async Task<IActionResult> OnPostSendAgainAsync(string id, string messageId, CancellationToken cancellationToken)
    {
        if (await gate.FindAsync(User, id) is not { } webhook || await log.FindAsync(id, messageId, cancellationToken) is not { } delivery)
        {
            return NotFound();
        }

        if (await log.SendAgainAsync(delivery, cancellationToken))
        {
            after.Add(soon.Now);
            this.Toast(webhook.IsOn ? s["It is being sent again."] : s["It is sent again as soon as the webhook is on."]);
        }

        return RedirectToPage();
    }
}
