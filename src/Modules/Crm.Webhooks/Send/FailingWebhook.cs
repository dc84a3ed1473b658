using LinqToDB.Mapping;

namespace Crm.Webhooks.Send;

/// <summary>A webhook of which each attempt fails; no row while it works.</summary>
[Table("FailingWebhook", IsColumnAttributeRequired = false)]
internal sealed class FailingWebhook
{
    [PrimaryKey]
    public string WebhookId { get; set; } = "";

    /// <summary>The first attempt that failed.</summary>
    public DateTime SinceUtc { get; set; }

    /// <summary>Attempts since.</summary>
    public int Failures { get; set; }

    /// <summary>Until when it is left alone, whatever is due.</summary>
    public DateTime QuietUntilUtc { get; set; }
}
