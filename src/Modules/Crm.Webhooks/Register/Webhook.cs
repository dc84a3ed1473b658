using Crm.Kernel.Data;
using Crm.Webhooks.Follow;

namespace Crm.Webhooks.Register;

/// <summary>An address that is told of changes, and of which, with whose eyes; a document.</summary>
public sealed class Webhook
{
    /// <summary>26 characters.</summary>
    public string WebhookId { get; set; } = "";

    /// <summary>What it is for, in its owner's words.</summary>
    public string Name { get; set; } = "";

    /// <summary>Where requests go.</summary>
    public string Address { get; set; } = "";

    /// <summary>What it is told of, as <see cref="WebhookEvent.Kinds"/> names it.</summary>
    public List<string> Events { get; set; } = [];

    /// <summary>Of which content types; none for all.</summary>
    public List<string> ContentTypes { get; set; } = [];

    /// <summary>The role whose rights decide what is told: what it may not see is neither in a body nor in a list of changed fields.</summary>
    public string Role { get; set; } = "";

    /// <summary>Whether it is told of what happens now.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>Why it switched itself off: "gone" or "failing"; blank when a person did.</summary>
    public string OffReason { get; set; } = "";

    /// <summary>User id of who made it, who is notified when it switches itself off.</summary>
    public string OwnerId { get; set; } = "";

    /// <summary>Since when.</summary>
    public DateTime CreatedUtc { get; set; }

    /// <summary>When it was thrown away; null while it is there. It is kept for 30 days.</summary>
    public DateTime? RemovedUtc { get; set; }

    /// <summary>The last line of the change log before it: nothing older is told.</summary>
    public long FromLine { get; set; }

    /// <summary>Its signing secrets, encrypted, the newest first; an older one signs beside it until its end.</summary>
    public List<SigningSecret> Secrets { get; set; } = [];

    /// <summary>Whether it is told of that.</summary>
    internal bool Wants(string kind, string contentType) => Events.Contains(kind) && (ContentTypes.Count == 0 || ContentTypes.Contains(contentType));

    /// <summary>The secrets that sign now, the newest first.</summary>
    internal IEnumerable<SigningSecret> SecretsAt(DateTime utc) => Secrets.Where(secret => secret.UntilUtc is null || secret.UntilUtc > utc);
}

/// <summary>A secret that requests are signed with.</summary>
public sealed class SigningSecret
{
    /// <summary>Encrypted with the keys of the tenant.</summary>
    public string Protected { get; set; } = "";

    /// <summary>When it stops signing; null for the newest.</summary>
    public DateTime? UntilUtc { get; set; }
}

/// <summary>A webhook's columns.</summary>
public sealed class WebhookIndex : MapIndex
{
    /// <summary>Id.</summary>
    public string WebhookId { get; set; } = "";

    /// <summary>Whether it was thrown away.</summary>
    public bool IsRemoved { get; set; }
}

internal sealed class WebhookIndexProvider : IndexProvider<Webhook>
{
    public override void Describe(DescribeContext<Webhook> context)
        => context.For<WebhookIndex>().Map(webhook => new WebhookIndex { WebhookId = webhook.WebhookId, IsRemoved = webhook.RemovedUtc is not null });
}
