using System.Text.RegularExpressions;

namespace Crm.Email.Bounces;

/// <summary>What a mail that came to us says: a bounce, a complaint, a program's answer, a person's. It is what its writer claims; only a token of ours proves that it answers a message of ours.</summary>
/// <param name="Recipients">Whom it tells of, in order; of an answer its writer; none of what is <see cref="IncomingKind.Unreadable"/>.</param>
/// <param name="ReturnAddress">The address made for one message to which it came (VERP), as <c>b+token@domain</c>; blank when none is seen. The token is to be proven by who made it.</param>
/// <param name="MessageIds">Message-IDs, without brackets, of what it returns or answers, likeliest first.</param>
/// <param name="EnvelopeId">Original-Envelope-Id of the report; blank for none.</param>
/// <param name="Cut">Whether more came than was read (<see cref="ReceivedMessage.MaxBytes"/>).</param>
internal sealed partial record IncomingMail(IncomingKind Kind, IReadOnlyList<ReportedRecipient> Recipients, string ReturnAddress, IReadOnlyList<string> MessageIds, string EnvelopeId, bool Cut)
{
    /// <summary>How many recipients are told of at most.</summary>
    public const int MaxRecipients = 100;

    private const int MaxIds = 20;

    /// <summary>Reads a mail as it came. What is no mail, or hostile, gives <see cref="IncomingKind.Unreadable"/> or what could be read.</summary>
    /// <param name="raw">The bytes, with or without the line that mailbox files put before; what lies beyond <see cref="ReceivedMessage.MaxBytes"/> is not read.</param>
    /// <param name="envelopeRecipient">To whom the server delivered it, when that is known beside the mail.</param>
    /// <exception cref="IOException">The stream could not be read.</exception>
    public static IncomingMail Read(Stream raw, string? envelopeRecipient = null)
    {
        if (ReceivedMessage.Read(raw) is not { } message)
        {
            return new IncomingMail(IncomingKind.Unreadable, [], ReturnAddressIn(envelopeRecipient ?? ""), [], "", false);
        }

        var (kind, recipients, id) = Told(message);
        var report = kind is IncomingKind.Bounce ? DeliveryReport.Of(message) : [];
        return new IncomingMail(kind, recipients, ReturnAddressOf(message, envelopeRecipient), Ids(message, report, id), EnvelopeIdOf(message, report), message.Cut);
    }

    // The order matters: a report of a server often says of itself that it is automatic.
    private static (IncomingKind Kind, IReadOnlyList<ReportedRecipient> Recipients, string MessageId) Told(ReceivedMessage message)
    {
        if (ComplaintReport.Recipients(message) is { } complaint)
        {
            return (IncomingKind.Complaint, complaint, "");
        }

        if (AmazonNotice.Of(message) is { } notice)
        {
            return notice;
        }

        if (BounceNotice.Is(message))
        {
            return (IncomingKind.Bounce, BounceNotice.Recipients(message), "");
        }

        var kind = AutomaticAnswer.Of(message) ?? (IsAnswer(message) ? IncomingKind.Reply : IncomingKind.Other);
        var automatic = kind is IncomingKind.AutomaticReply or IncomingKind.Vacation;
        return (kind, [new ReportedRecipient(message.From.Address, message.From.Address, automatic ? BounceReason.Vacation : BounceReason.Delivered)], "");
    }

    private static bool IsAnswer(ReceivedMessage message) => message.Headers.First("In-Reply-To", "References").Length > 0 || AnswerSubject().IsMatch(message.Subject);

    private static string ReturnAddressOf(ReceivedMessage message, string? envelopeRecipient)
    {
        string?[] fields = [envelopeRecipient, .. message.Headers.All("X-Original-To"), .. message.Headers.All("Envelope-To"), .. message.Headers.All("Delivered-To"), .. message.Headers.All("To")];
        return fields.Select(field => ReturnAddressIn(field ?? "")).FirstOrDefault(address => address.Length > 0, "");
    }

    private static string ReturnAddressIn(string field) => Verp().Match(field).Value;

    private static List<string> Ids(ReceivedMessage message, IReadOnlyList<HeaderBlock> report, string told)
    {
        var fields = message.Parts.Select(part => part.Headers["Message-ID"])
            .Concat(message.Parts.Where(part => part.MediaType.StartsWith("text/rfc822", StringComparison.Ordinal)).SelectMany(part => HeaderBlock.Parse(part.Text)).Select(block => block["Message-ID"]))
            .Concat(report.SelectMany(block => block.All("X-Original-Message-ID").Concat(block.All("Original-Message-ID"))))
            .Append(told)
            .Append(new NoticeText(message.Text).Returned["Message-ID"])
            .Append(message.Headers["In-Reply-To"])
            .Concat(message.Headers["References"].Split(' ').Reverse());
        return [.. fields.Select(field => Id().Match(field).Value).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).Take(MaxIds)];
    }

    private static string EnvelopeIdOf(ReceivedMessage message, IReadOnlyList<HeaderBlock> report)
    {
        var blocks = message.Part("message/feedback-report") is { } feedback ? HeaderBlock.Parse(feedback.Text) : report;
        return blocks.Select(block => block["Original-Envelope-Id"]).FirstOrDefault(id => id.Length > 0, "");
    }

    [GeneratedRegex(@"\bb\+[A-Z0-9]{1,62}@[A-Z0-9.\-]{1,255}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Verp();

    [GeneratedRegex(@"[^\s<>]{1,500}@[^\s<>]{1,255}")]
    private static partial Regex Id();

    [GeneratedRegex(@"^(re|sv|aw|antw|rép|rép\.|rif)\s?(\[\d+\])?\s?:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AnswerSubject();
}
