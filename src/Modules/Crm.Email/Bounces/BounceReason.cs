namespace Crm.Email.Bounces;

/// <summary>Why a message came back; the names are those of Sisimai, in which the data of the bench is labelled.</summary>
internal enum BounceReason
{
    /// <summary>Nothing that is known.</summary>
    Undefined,

    /// <summary>It arrived.</summary>
    Delivered,

    /// <summary>Nobody has that address.</summary>
    UserUnknown,

    /// <summary>The domain does not exist.</summary>
    HostUnknown,

    /// <summary>The address was given up for another.</summary>
    HasMoved,

    /// <summary>The domain takes no mail at all (RFC 7505).</summary>
    NotAccept,

    /// <summary>No room.</summary>
    MailboxFull,

    /// <summary>Not delivered in time, or not yet.</summary>
    Expired,

    /// <summary>No way to the server: connection, names, loops.</summary>
    NetworkError,

    /// <summary>A fault of a server.</summary>
    SystemError,

    /// <summary>A server has no room.</summary>
    SystemFull,

    /// <summary>Too many connections.</summary>
    TooManyConn,

    /// <summary>Too much at once.</summary>
    Speeding,

    /// <summary>A program that delivers failed.</summary>
    MailerError,

    /// <summary>Put off.</summary>
    OnHold,

    /// <summary>The servers did not understand each other.</summary>
    SyntaxError,

    /// <summary>The account is closed for a time.</summary>
    Suspend,

    /// <summary>Refused after the content was seen, or by a filter that does not say so.</summary>
    Filtered,

    /// <summary>The sending host is refused.</summary>
    Blocked,

    /// <summary>Against the receiver's rules.</summary>
    PolicyViolation,

    /// <summary>SPF, DKIM or DMARC did not pass.</summary>
    AuthFailure,

    /// <summary>The sending host has no name.</summary>
    RequirePtr,

    /// <summary>The sender's reputation is low.</summary>
    BadReputation,

    /// <summary>Taken for spam.</summary>
    SpamDetected,

    /// <summary>The sender's address is refused.</summary>
    Rejected,

    /// <summary>Not permitted.</summary>
    SecurityError,

    /// <summary>The server does not pass mail on.</summary>
    NoRelaying,

    /// <summary>Encryption is missing.</summary>
    FailedStarttls,

    /// <summary>Too large.</summary>
    MesgTooBig,

    /// <summary>Larger than the recipient allows.</summary>
    ExceedLimit,

    /// <summary>The content is refused.</summary>
    ContentError,

    /// <summary>Something infected.</summary>
    VirusDetected,

    /// <summary>Against the format of mail (RFC 5322).</summary>
    NotCompliantRfc,

    /// <summary>A complaint or a wish to leave.</summary>
    Feedback,

    /// <summary>A program answered.</summary>
    Vacation,
}
