namespace Crm.Email.Bounces;

/// <summary>What a report gives to judge one recipient by.</summary>
/// <param name="Status">Field of the report; blank for none.</param>
/// <param name="Said">What the other side said.</param>
/// <param name="Notice">What the report says in words of this recipient.</param>
/// <param name="Action">Field of the report (failed, delayed, delivered, relayed, expanded), in small letters; blank for none.</param>
/// <param name="Receiver">Domains of the recipient and of the server that refused, in small letters.</param>
/// <param name="Program">Whether a program on the receiver's host said it, not a server.</param>
internal sealed record Evidence(string Status, SmtpAnswer Said, SmtpAnswer Notice, string Action, string Receiver, bool Program);

/// <summary>Why a message came back, and how sure that is. An address is given up only where nothing speaks against it.</summary>
internal sealed record Verdict(BounceReason Reason, string Status, string ReplyCode)
{
    // A notice of this length says one thing; longer ones give advice on many.
    private const int ShortNotice = 600;

    // Carriers whose filters answer that nobody is there.
    private static readonly string[] _hidingFilters = ["docomo.ne.jp", "ezweb.ne.jp", "au.com", "softbank.ne.jp", "vodafone.ne.jp"];

    /// <summary>Judges. Order: what became of it, exact codes, words, other codes.</summary>
    public static Verdict Of(Evidence evidence)
    {
        var reply = evidence.Said.Reply is { Length: > 0 } said ? said : evidence.Notice.Reply;
        var status = StatusOf(evidence);
        if (evidence.Action is "delivered" or "relayed" or "expanded" or "deliverable" || (evidence.Action != "failed" && evidence.Status.StartsWith('2')))
        {
            return new Verdict(BounceReason.Delivered, status, reply);
        }

        var reason = ReasonOf(evidence, status, reply);
        return new Verdict(reason.Class() == BounceClass.Hard ? Doubted(reason, evidence, status, reply) : reason, status, reply);
    }

    private static BounceReason ReasonOf(Evidence evidence, string status, string reply)
        => ReasonCodes.Exact(status)
            ?? ReasonRules.Find(evidence.Said.Words, status)
            ?? (evidence.Notice.Said.Length <= ShortNotice ? ReasonRules.Find(evidence.Notice.Words, status) : null)
            ?? ReasonCodes.Otherwise(status)
            ?? ReasonRules.Find(evidence.Notice.Words, status)
            ?? ReasonCodes.OfReply(reply)
            ?? (evidence.Action == "delayed" ? BounceReason.Expired : evidence.Program ? BounceReason.MailerError : BounceReason.Undefined);

    private static BounceReason Doubted(BounceReason hard, Evidence evidence, string status, string reply)
    {
        var phase = evidence.Said.Phase == SmtpPhase.Unknown ? evidence.Notice.Phase : evidence.Said.Phase;
        if (evidence.Action == "delayed" || evidence.Status.StartsWith('4') || status.StartsWith('4') || reply.StartsWith('4'))
        {
            return hard is BounceReason.HostUnknown or BounceReason.NotAccept ? BounceReason.NetworkError : evidence.Action == "delayed" ? BounceReason.Expired : BounceReason.OnHold;
        }

        if (evidence.Program)
        {
            return BounceReason.MailerError;
        }

        if (phase is SmtpPhase.MailFrom or SmtpPhase.Connect)
        {
            return BounceReason.Rejected;
        }

        if (Contradicting(evidence.Said.Enhanced) is { } meant)
        {
            return meant;
        }

        var coded = status.StartsWith("5.1.", StringComparison.Ordinal);
        if (hard == BounceReason.UserUnknown && !coded && (phase == SmtpPhase.Data || Bare(evidence, phase) || Array.Exists(_hidingFilters, evidence.Receiver.Contains)))
        {
            return BounceReason.Filtered;
        }

        // The report's own words may contradict what it quotes.
        return evidence.Notice.Said.Length is > 0 and <= ShortNotice && ReasonRules.Find(evidence.Notice.Words, status) is { } other && other.Class() != BounceClass.Hard ? other : hard;
    }

    // Servers in a row give each a code of their own: where they differ, one of them did not mean the address.
    private static BounceReason? Contradicting(IReadOnlyList<string> codes)
        => codes.Distinct().Count() < 2 ? null : codes.Select(code => ReasonCodes.Exact(code) ?? ReasonCodes.Otherwise(code)).LastOrDefault(reason => reason is { } told && told.Class() != BounceClass.Hard);

    // An answer that names nobody, without a code, nobody knows at which command: filters give it too.
    private static bool Bare(Evidence evidence, SmtpPhase phase)
        => phase == SmtpPhase.Unknown && evidence.Status.EndsWith(".0.0", StringComparison.Ordinal) && evidence.Said is { Empty: false, Enhanced.Count: 0 } && !evidence.Said.Said.Contains('@');

    // The first code that says something: what the other side said is nearer to the truth than what its client made of it.
    private static string StatusOf(Evidence evidence)
    {
        string[] codes = [.. evidence.Said.Enhanced, evidence.Status, .. evidence.Notice.Enhanced];
        return Array.Find(codes, code => code.Length > 0 && !code.EndsWith(".0.0", StringComparison.Ordinal) && code[0] != '2') ?? Array.Find(codes, code => code.Length > 0) ?? "";
    }
}
