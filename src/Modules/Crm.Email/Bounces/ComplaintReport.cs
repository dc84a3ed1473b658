using System.Text.RegularExpressions;
using MimeKit;

namespace Crm.Email.Bounces;

/// <summary>Complaints: the report of a receiver's feedback loop (RFC 5965), that of Outlook.com, and the mail by which Apple Mail leaves a list.</summary>
internal static partial class ComplaintReport
{
    private const string Abuse = "abuse", OptOut = "opt-out";
    private static readonly string[] _types = [Abuse, OptOut, "opt-out-list", "fraud", "virus", "not-spam", "auth-failure"];

    /// <summary>Who complains; null when nobody does.</summary>
    public static IReadOnlyList<ReportedRecipient>? Recipients(ReceivedMessage message)
    {
        if (message.Part("message/feedback-report") is { } part)
        {
            return Recipients(message, HeaderBlock.Parse(part.Text));
        }

        if (message.Headers["X-Apple-Unsubscribe"].Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            return [Recipient(message.From.Address, OptOut)];
        }

        var enclosed = message.Parts.Select(each => each.Headers["X-HmXmrOriginalRecipient"]).FirstOrDefault(address => address.Length > 0);
        return enclosed is not null ? [Recipient(DeliveryReport.AddressOf(enclosed), Abuse)]
            : SaysAbuse().IsMatch(message.Text) && Returned(message) is { Empty: false } returned ? [.. Addresses(returned["To"]).DefaultIfEmpty("").Select(address => Recipient(address, Abuse))]
            : null;
    }

    /// <summary>What a complaint is about, by the words of RFC 5965 and RFC 6591; "other" for what is none of them, "abuse" where nothing is said.</summary>
    public static string FeedbackOf(string said) => said.Length == 0 ? Abuse : Array.Find(_types, type => type.Equals(said, StringComparison.OrdinalIgnoreCase)) ?? "other";

    /// <summary>Mailboxes of an address field.</summary>
    public static IReadOnlyList<string> Addresses(string field)
        => InternetAddressList.TryParse(field, out var list) ? [.. list.Mailboxes.Select(mailbox => mailbox.Address).Where(address => address.Contains('@')).Take(IncomingMail.MaxRecipients)] : [];

    private static IReadOnlyList<ReportedRecipient> Recipients(ReceivedMessage message, IReadOnlyList<HeaderBlock> report)
    {
        var feedback = FeedbackOf(report.Select(block => block["Feedback-Type"]).FirstOrDefault(type => type.Length > 0, ""));
        var named = report.SelectMany(block => block.All("Original-Rcpt-To").Concat(block.All("Removal-Recipient"))).Select(DeliveryReport.AddressOf).Where(address => address.Length > 0)
            .Take(IncomingMail.MaxRecipients).ToList();
        return [.. (named.Count > 0 ? named : Addresses(Returned(message)["To"])).DefaultIfEmpty("").Select(address => Recipient(address, feedback))];
    }

    private static HeaderBlock Returned(ReceivedMessage message)
        => message.Parts.FirstOrDefault(part => !part.Headers.Empty)?.Headers
            ?? message.Parts.Where(part => part.MediaType.StartsWith("text/rfc822", StringComparison.Ordinal)).SelectMany(part => HeaderBlock.Parse(part.Text)).FirstOrDefault()
            ?? new HeaderBlock();

    private static ReportedRecipient Recipient(string address, string feedback) => new(address, address, BounceReason.Feedback, Feedback: feedback);

    [GeneratedRegex(@"^\s*this is an? e-?mail abuse report\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SaysAbuse();
}
