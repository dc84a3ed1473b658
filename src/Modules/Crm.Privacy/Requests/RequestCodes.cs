namespace Crm.Privacy.Requests;

/// <summary>The codes that requests are kept by, in the order they are offered.</summary>
internal static class RequestCodes
{
    /// <summary>How a request comes.</summary>
    public static readonly IReadOnlyList<string> Channels = ["mail", "email", "phone", "in-person", "online"];

    /// <summary>The rights: GDPR art. 15, 16, 17, 18, 20, 21.</summary>
    public static readonly IReadOnlyList<string> Rights = ["access", "rectification", "erasure", "restriction", "portability", "objection"];

    /// <summary>How somebody proves who they are.</summary>
    public static readonly IReadOnlyList<string> Proofs = ["", "known", "account", "email", "call-back", "document", "mandate"];

    /// <summary>What came of a request.</summary>
    public static readonly IReadOnlyList<string> Outcomes = ["granted", "partly", "refused", "withdrawn"];

    public const string Received = "received";
    public const string Note = "note";
    public const string Changed = "changed";
    public const string Extended = "extended";
    public const string HandedOut = "handed-out";
    public const string Erased = "erased";
    public const string Restricted = "restricted";
    public const string Lifted = "lifted";
    public const string Closed = "closed";
    public const string Reopened = "reopened";

    /// <summary>What can be done about one.</summary>
    public static readonly IReadOnlyList<string> Steps = [Received, Note, Changed, Extended, HandedOut, Erased, Restricted, Lifted, Closed, Reopened];
}
