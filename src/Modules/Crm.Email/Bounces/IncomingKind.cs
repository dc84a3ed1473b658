namespace Crm.Email.Bounces;

/// <summary>What kind of mail came back.</summary>
internal enum IncomingKind
{
    /// <summary>It could not be read as a mail.</summary>
    Unreadable,

    /// <summary>A mail that answers nothing of ours.</summary>
    Other,

    /// <summary>A mail server tells what became of a message (RFC 3464, or in words).</summary>
    Bounce,

    /// <summary>Somebody, or the receiver for them, complains or wants no more (RFC 5965).</summary>
    Complaint,

    /// <summary>A program answered (RFC 3834).</summary>
    AutomaticReply,

    /// <summary>A program answered that somebody is away.</summary>
    Vacation,

    /// <summary>A person answered.</summary>
    Reply,
}
