using R = Crm.Email.Bounces.BounceReason;

namespace Crm.Email.Bounces;

/// <summary>What codes mean, as data (RFC 3463, RFC 5248, RFC 7372, RFC 7505; those from 500 on are Microsoft's). A code that says nothing (x.0.0, x.5.0) is not here.</summary>
internal static class ReasonCodes
{
    // Of these the code is worth more than any words.
    private static readonly Dictionary<string, R> _exact = new()
    {
        ["1.6"] = R.HasMoved, ["2.2"] = R.MailboxFull, ["2.3"] = R.ExceedLimit, ["3.4"] = R.MesgTooBig, ["4.6"] = R.NetworkError, ["4.7"] = R.Expired,
        ["7.20"] = R.AuthFailure, ["7.21"] = R.AuthFailure, ["7.22"] = R.AuthFailure, ["7.23"] = R.AuthFailure, ["7.24"] = R.AuthFailure, ["7.25"] = R.RequirePtr, ["7.26"] = R.AuthFailure,
        ["7.30"] = R.AuthFailure, ["7.509"] = R.AuthFailure, ["7.515"] = R.AuthFailure, ["7.511"] = R.Blocked, ["7.606"] = R.Blocked, ["7.650"] = R.BadReputation, ["7.708"] = R.BadReputation,
    };

    // Of these words tell more; without words they stand.
    private static readonly Dictionary<string, R> _else = new()
    {
        ["1.0"] = R.Filtered, ["1.1"] = R.UserUnknown, ["1.2"] = R.HostUnknown, ["1.3"] = R.UserUnknown, ["1.4"] = R.Filtered, ["1.5"] = R.Filtered, ["1.7"] = R.Rejected, ["1.8"] = R.Rejected, ["1.9"] = R.Rejected, ["1.10"] = R.NotAccept,
        ["2.0"] = R.Filtered, ["2.1"] = R.Suspend, ["2.4"] = R.Filtered,
        ["3.0"] = R.SystemError, ["3.1"] = R.SystemFull, ["3.2"] = R.SystemError, ["3.3"] = R.SystemError, ["3.5"] = R.SystemError,
        ["4.0"] = R.NetworkError, ["4.1"] = R.NetworkError, ["4.2"] = R.NetworkError, ["4.3"] = R.NetworkError, ["4.4"] = R.NetworkError, ["4.5"] = R.Expired, ["4.8"] = R.NetworkError,
        ["5.1"] = R.SyntaxError, ["5.2"] = R.SyntaxError, ["5.3"] = R.TooManyConn, ["5.4"] = R.SyntaxError, ["5.5"] = R.SyntaxError, ["5.6"] = R.ContentError,
        ["6.0"] = R.ContentError, ["6.1"] = R.ContentError, ["6.2"] = R.ContentError, ["6.3"] = R.ContentError, ["6.4"] = R.ContentError, ["6.5"] = R.ContentError, ["6.6"] = R.ContentError,
        ["6.7"] = R.ContentError, ["6.8"] = R.ContentError, ["6.9"] = R.ContentError,
        ["7.5"] = R.SecurityError, ["7.10"] = R.FailedStarttls, ["7.28"] = R.Speeding,
    };

    // What the middle of a code is about, for details that are in no table.
    private static readonly Dictionary<string, R> _subjects = new() { ["2"] = R.Filtered, ["3"] = R.SystemError, ["4"] = R.NetworkError, ["6"] = R.ContentError, ["7"] = R.SecurityError };

    private static readonly Dictionary<string, R> _replies = new()
    {
        ["421"] = R.SystemError, ["450"] = R.OnHold, ["451"] = R.SystemError, ["452"] = R.SystemFull, ["500"] = R.SyntaxError, ["501"] = R.SyntaxError, ["502"] = R.SyntaxError, ["503"] = R.SyntaxError,
        ["504"] = R.SyntaxError, ["552"] = R.MailboxFull, ["556"] = R.NotAccept,
    };

    /// <summary>How many codes there are.</summary>
    public static int Count => _exact.Count + _else.Count + _subjects.Count + _replies.Count;

    /// <summary>What an enhanced code means whatever is said beside; null when words tell more.</summary>
    public static R? Exact(string enhanced) => Find(_exact, Tail(enhanced));

    /// <summary>What an enhanced code means when words do not tell; null when it says nothing.</summary>
    public static R? Otherwise(string enhanced) => Find(_else, Tail(enhanced)) ?? Find(_subjects, Tail(enhanced).Split('.')[0]);

    /// <summary>What an SMTP reply means when nothing else tells; null when it says nothing.</summary>
    public static R? OfReply(string reply) => Find(_replies, reply);

    private static R? Find(Dictionary<string, R> codes, string code) => codes.TryGetValue(code, out var reason) ? reason : null;

    private static string Tail(string enhanced) => enhanced.Length > 2 ? enhanced[2..] : "";
}
