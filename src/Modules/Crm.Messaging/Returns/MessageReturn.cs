using LinqToDB.Mapping;

namespace Crm.Messaging.Returns;

/// <summary>What came back of a message that was sent. Codes of the ledger: never renamed.</summary>
internal static class ReturnKinds
{
    /// <summary>The address is no good.</summary>
    public const string Hard = "hard";

    /// <summary>Not this time: full, busy, not reached.</summary>
    public const string Soft = "soft";

    /// <summary>The mailbox is closed for a time, or filters it out.</summary>
    public const string Refused = "refused";

    /// <summary>The receiver refuses us, not the person.</summary>
    public const string Blocked = "blocked";

    /// <summary>The receiver refuses what was written.</summary>
    public const string Content = "content";

    /// <summary>They complained.</summary>
    public const string Complaint = "complaint";

    /// <summary>They left by their mail program.</summary>
    public const string Left = "left";

    /// <summary>A program answered for them.</summary>
    public const string Automatic = "automatic";

    /// <summary>They want nothing more by its channel.</summary>
    public const string Unwanted = "unwanted";

    /// <summary>They answered.</summary>
    public const string Reply = "reply";

    /// <summary>Those by which it did not arrive.</summary>
    public static readonly IReadOnlyList<string> NotArrived = [Hard, Soft, Refused, Blocked, Content];
}

/// <summary>
/// A later fact about a message that was sent: its state stays. A plain table beside the ledger, so that what is sent fast is not slowed by its indexes. The unique key (message, kind) keeps
/// each at one.
/// </summary>
[Table("MessageReturn", IsColumnAttributeRequired = false)]
internal sealed class MessageReturn
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>The message's number in the ledger.</summary>
    public long MessageRow { get; set; }

    /// <summary>One of <see cref="ReturnKinds"/>.</summary>
    public string Kind { get; set; } = "";

    public DateTime AtUtc { get; set; }

    /// <summary>What the other side said; blank for nothing.</summary>
    public string Detail { get; set; } = "";

    /// <summary>The message's action.</summary>
    public string Action { get; set; } = "";

    /// <summary>The message's channel.</summary>
    public string Channel { get; set; } = "";

    /// <summary>When the message was sent.</summary>
    public DateTime SentUtc { get; set; }
}
