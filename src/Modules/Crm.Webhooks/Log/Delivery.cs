using LinqToDB.Mapping;

namespace Crm.Webhooks.Log;

/// <summary>How a delivery stands.</summary>
internal enum DeliveryState
{
    /// <summary>It is sent at <see cref="Delivery.NextUtc"/>.</summary>
    Waiting,

    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>It was tried as often as it is tried, or the receiver said that it is gone.</summary>
    Failed,

    /// <summary>It was not sent: the webhook's role may not see it.</summary>
    Withheld,
}

/// <summary>
/// One change that one webhook is told of; a plain table. The unique key (webhook, change) keeps it at one, however often the change log is read. The body is written when it is first
/// sent, and kept with the answer for 30 days.
/// </summary>
[Table("WebhookDelivery", IsColumnAttributeRequired = false)]
internal sealed class Delivery
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>The header <c>webhook-id</c>: the same at each attempt.</summary>
    public string MessageId { get; set; } = "";

    public string WebhookId { get; set; } = "";

    /// <summary>The save in the history that it tells of; null for a test.</summary>
    public long? ChangeId { get; set; }

    /// <summary>As <c>person.updated</c>.</summary>
    public string EventType { get; set; } = "";

    public string ContentType { get; set; } = "";

    public string ItemId { get; set; } = "";

    /// <summary>The record; an erasure takes the rows of what it erases away by it.</summary>
    public long DocumentId { get; set; }

    /// <summary>The version that the change made.</summary>
    public long Version { get; set; }

    /// <summary>JSON: what the change changed, hidden fields too; shown to nobody as it is.</summary>
    public string Fields { get; set; } = "[]";

    /// <summary>When it happened.</summary>
    public DateTime OccurredUtc { get; set; }

    public DateTime CreatedUtc { get; set; }

    public int State { get; set; }

    public int Attempts { get; set; }

    /// <summary>When it is due; null when it is no more sent.</summary>
    public DateTime? NextUtc { get; set; }

    /// <summary>Who sends it now.</summary>
    public string? ClaimedBy { get; set; }

    /// <summary>Until when nobody else does; a sender that was killed does not hold it longer.</summary>
    public DateTime? ClaimedUntilUtc { get; set; }

    /// <summary>When it was last tried.</summary>
    public DateTime? TriedUtc { get; set; }

    public int? StatusCode { get; set; }

    public int? Milliseconds { get; set; }

    /// <summary>Why the last attempt failed, or why it was withheld; a code.</summary>
    public string? Fault { get; set; }

    /// <summary>JSON: what was sent.</summary>
    public string? Body { get; set; }

    /// <summary>What was answered, the first 2 KB.</summary>
    public string? Answer { get; set; }
}
