using Crm.Kernel.Content.Definitions;
using Crm.Webhooks.Follow;
using Crm.Webhooks.Register;
using Microsoft.Extensions.Localization;

namespace Crm.Webhooks.Log;

/// <summary>Webhooks and deliveries in words, in the reader's language.</summary>
internal sealed class DeliveryWords(IContentDefinitionManager definitions, IStringLocalizer<DeliveryWords> s)
{
    /// <summary>A kind of event.</summary>
    public string Kind(string kind) => kind switch
    {
        WebhookEvent.Created => s["Created"],
        WebhookEvent.Updated => s["Changed"],
        WebhookEvent.Deleted => s["Deleted"],
        WebhookEvent.Restored => s["Restored"],
        WebhookEvent.Merged => s["Merged into another"],
        _ => s["Test"],
    };

    /// <summary>A state.</summary>
    public string State(Delivery row) => (DeliveryState)row.State switch
    {
        DeliveryState.Delivered => s["Delivered"],
        DeliveryState.Failed => s["Failed"],
        DeliveryState.Withheld => s["Withheld"],
        _ when row.Attempts > 0 => s["To be tried again"],
        _ => s["Waiting"],
    };

    /// <summary>The colour of a state.</summary>
    public static string Tone(Delivery row) => (DeliveryState)row.State switch
    {
        DeliveryState.Delivered => "good",
        DeliveryState.Failed => "bad",
        DeliveryState.Waiting when row.Attempts > 0 => "warn",
        _ => "neutral",
    };

    /// <summary>Why it failed or was withheld; blank when neither.</summary>
    public string Fault(Delivery row) => row.Fault switch
    {
        null => "",
        DeliveryFault.Unseen => s["The role does not see this record."],
        DeliveryFault.Hidden => s["Only fields that the role does not see were changed."],
        DeliveryFault.NoRole => s["The role of this webhook is gone."],
        DeliveryFault.Unwritten => s["Something went wrong on our side. It has been recorded."],
        DeliveryFault.Secret => s["The secret cannot be read: roll it."],
        DeliveryFault.Private => s["The address leads into a private network; this host does not allow that."],
        DeliveryFault.Name => s["The name of the address is not known."],
        DeliveryFault.Connection => s["No connection to the receiver."],
        DeliveryFault.Certificate => s["The receiver’s certificate is not good."],
        DeliveryFault.Late => s["No answer in time."],
        DeliveryFault.Broken => s["The connection broke before the answer."],
        DeliveryFault.Redirect => s["The receiver sends elsewhere ({0}); redirects are not followed.", row.StatusCode ?? 0],
        DeliveryFault.Gone => s["The receiver wants no more (410)."],
        _ => s["The receiver refused with status {0}.", row.StatusCode ?? 0],
    };

    /// <summary>Why a webhook is off.</summary>
    public string Off(Webhook webhook) => webhook.OffReason switch
    {
        DeliveryFault.Gone => s["Switched itself off: the receiver answered that it wants no more (410)."],
        "failing" => s["Switched itself off: the receiver had not taken anything for five days."],
        _ => "",
    };

    /// <summary>The content types by what people call them, with their names.</summary>
    public async Task<IReadOnlyList<(string Name, string Shown)>> TypesAsync()
        => [.. (await definitions.ListLayoutsAsync()).Select(type => (type.Name, s[type.DisplayName].Value)).OrderBy(type => type.Value, StringComparer.CurrentCultureIgnoreCase)];
}
