using System.Text.RegularExpressions;

namespace Crm.Email.Bounces;

/// <summary>Mails of mail servers: those with a report for programs and those in words alone (qmail, Exim, Exchange, Domino, older ones).</summary>
internal static partial class BounceNotice
{
    private static readonly string[] _failures =
    [
        "not be delivered", "not delivered", "undeliverable", "unable to deliver", "not deliver", "failed to deliver", "delivery failed", "delivery to the following", "did not reach", "transcript of session", "no such user",
        "could not be sent", "has been returned", "been postponed", "delivery attempts", "permanent error", "pu etre delivre", "pas ete remis", "pu etre remis", "nicht zugestellt", "no se pudo entregar", "non recapitat",
    ];

    /// <summary>Whether a mail server seems to have written it. A person's mail that encloses or quotes a report is none.</summary>
    public static bool Is(ReceivedMessage message)
    {
        if (DeliveryReport.Declared(message) || ByDaemon(message))
        {
            return true;
        }

        var failure = Failure().IsMatch(message.Subject);
        return ((ByMailSystem(message) || NullPath(message)) && (failure || DeliveryReport.Of(message).Count > 0 || message.Headers["X-Failed-Recipients"].Length > 0))
            || ((ByMailSystem(message) || failure) && NamesFailure(message));
    }

    /// <summary>Its recipients; one without an address when it names none.</summary>
    public static IReadOnlyList<ReportedRecipient> Recipients(ReceivedMessage message)
    {
        var notice = new NoticeText(message.Text);
        var reported = DeliveryReport.Recipients(DeliveryReport.Of(message), notice);
        return reported.Count > 0 ? reported : [.. InWords(message, notice).DefaultIfEmpty("").Select(address => Recipient(address, notice))];
    }

    // A server, unless it says that somebody is away.
    private static bool ByDaemon(ReceivedMessage message) => message.From.Address.StartsWith("mailer-daemon@", StringComparison.OrdinalIgnoreCase) && AutomaticAnswer.Of(message) != IncomingKind.Vacation;

    private static bool ByMailSystem(ReceivedMessage message) => Daemon().IsMatch($"{message.From.Address} {message.From.Name}") || DaemonPath().IsMatch(message.Headers["Return-Path"]);

    private static bool NullPath(ReceivedMessage message) => message.Headers["Return-Path"] is "<>";

    private static bool NamesFailure(ReceivedMessage message)
        => SmtpAnswer.Comparable(message.Text[..Math.Min(2000, message.Text.Length)]) is var words && Array.Exists(_failures, phrase => words.Contains(phrase, StringComparison.Ordinal));

    private static IEnumerable<string> InWords(ReceivedMessage message, NoticeText notice)
    {
        var named = message.Headers.All("X-Failed-Recipients").SelectMany(field => field.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        var own = message.From.Address;
        IReadOnlyList<string> lines = [.. notice.Addresses.Where(address => !address.Equals(own, StringComparison.OrdinalIgnoreCase))];
        var returned = message.Parts.FirstOrDefault(part => !part.Headers.Empty)?.Headers ?? notice.Returned;
        return named.Count > 0 ? named.Distinct(StringComparer.OrdinalIgnoreCase).Take(IncomingMail.MaxRecipients)
            : lines.Count > 0 ? lines
            : notice.InTranscript.Count > 0 ? notice.InTranscript
            : Others(message, notice) is [var only] ? [only]
            : ComplaintReport.Addresses(returned["To"]);
    }

    // Addresses in the text that are neither the writer's nor ours.
    private static List<string> Others(ReceivedMessage message, NoticeText notice)
    {
        string[] own = [message.From.Address, .. ComplaintReport.Addresses(message.Headers["To"])];
        return [.. notice.Everywhere.Where(address => !own.Contains(address, StringComparer.OrdinalIgnoreCase) && !address.StartsWith("postmaster@", StringComparison.OrdinalIgnoreCase))];
    }

    private static ReportedRecipient Recipient(string address, NoticeText notice)
    {
        var said = notice.Of(address);
        var verdict = Verdict.Of(new Evidence("", said, SmtpAnswer.None, notice.TellsDelay ? "delayed" : "", address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant(), false));
        return new ReportedRecipient(address, address, verdict.Reason, verdict.Status, verdict.ReplyCode, "", DeliveryReport.Shortened(said.Said));
    }

    [GeneratedRegex(@"mailer-?daemon|mail-?daemon|mdaemon@|^postmaster@|mail(er)? delivery|delivery (sub)?system|mail administrator|system administrator|mail (router|system)\b|internet mail service|double-bounce", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Daemon();

    [GeneratedRegex(@"^<?(mailer-daemon|double-bounce)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DaemonPath();

    [GeneratedRegex(@"^\W{0,4}(undeliver|un-?deliver|not? deliver|non[ -]?deliver|failed mail|returned (mail|to sender)|mail (delivery|system error|failure|failed)|message (delivery|undeliver|could not)|delivery (status|fail|error|report|notif|has fail|delayed|problem)|failure notice|failed delivery|failure delivery|warning: (could not|message)|could not send|nondeliver|delayed mail|could not deliver|unable to deliver|rejected:|permanent (delivery )?fail|automatically rejected mail|postmaster notify|postfix smtp server|email (not|could not|delivery)|e-mail (not|could not|delivery)|your (e-?mail|message) (could not|was not|cannot)|[ée]chec (de|d)|(message )?non (remis|distribu|d[ée]livr)|message non|courrier non|retour(n[ée])? |avis de non|unzustellbar|nicht zustellbar|zustellung|fehler bei der|non recapitabile|mancato recapito|no se (puede|pudo) entregar|no entregado|devoluci|onbestelbaar)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Failure();
}
