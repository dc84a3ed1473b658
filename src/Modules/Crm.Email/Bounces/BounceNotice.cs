using System.Text.RegularExpressions;

namespace Crm.Email.Bounces;

/// <summary>Mails of mail servers: those with a report for programs and those in words alone (qmail, Exim, Exchange, Domino, older ones).</summary>
internal static partial class BounceNotice
{
    /// <summary>Whether a mail server seems to have written it. A person's mail that encloses or quotes a report is none.</summary>
    public static bool Is(ReceivedMessage message)
    {
        if (DeliveryReport.Declared(message) || ByDaemon(message))
        {
            return true;
        }

        var failure = FailureWords.InSubject(message.Subject);
        return ((ByMailSystem(message) || NullPath(message)) && (failure || DeliveryReport.Of(message).Count > 0 || message.Headers["X-Failed-Recipients"].Length > 0))
            || ((ByMailSystem(message) || failure) && FailureWords.InText(message.Text));
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

    private static IEnumerable<string> InWords(ReceivedMessage message, NoticeText notice)
    {
        var named = message.Headers.All("X-Failed-Recipients").SelectMany(field => field.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        var lines = NotOwn(message, notice.Addresses);
        var returned = message.Parts.FirstOrDefault(part => !part.Headers.Empty)?.Headers ?? notice.Returned;
        return named.Count > 0 ? named.Distinct(StringComparer.OrdinalIgnoreCase).Take(IncomingMail.MaxRecipients)
            : lines.Count > 0 ? lines
            : notice.InTranscript.Count > 0 ? notice.InTranscript
            : NotOwn(message, notice.Everywhere) is [var only] ? [only]
            : ComplaintReport.Addresses(returned["To"]);
    }

    // The writer is no recipient, nor are we, unless nobody else is named: one may write to oneself.
    private static IReadOnlyList<string> NotOwn(ReceivedMessage message, IReadOnlyList<string> addresses)
    {
        var ours = ComplaintReport.Addresses(message.Headers["To"]);
        List<string> others = [.. addresses.Where(address => !address.Equals(message.From.Address, StringComparison.OrdinalIgnoreCase) && !address.StartsWith("postmaster@", StringComparison.OrdinalIgnoreCase))];
        return others.Exists(address => !ours.Contains(address, StringComparer.OrdinalIgnoreCase)) ? others.FindAll(address => !ours.Contains(address, StringComparer.OrdinalIgnoreCase)) : others;
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
}
