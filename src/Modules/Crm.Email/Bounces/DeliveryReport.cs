namespace Crm.Email.Bounces;

/// <summary>The part of a mail that programs read: what became of the message for each recipient (RFC 3464).</summary>
internal static class DeliveryReport
{
    private static readonly string[] _types = ["message/delivery-status", "message/global-delivery-status"];

    /// <summary>The fields of the report; none when there is no report.</summary>
    public static IReadOnlyList<HeaderBlock> Of(ReceivedMessage message)
    {
        if (message.Part(_types) is { } part)
        {
            return HeaderBlock.Parse(part.Text);
        }

        // Some servers wrap a whole report into plain text.
        return message.Text is { } text && text.Contains("\nFinal-Recipient:", StringComparison.OrdinalIgnoreCase) ? HeaderBlock.Parse(text) : [];
    }

    /// <summary>Whether the mail declares itself a report.</summary>
    public static bool Declared(ReceivedMessage message)
        => message.ContentType is { } type && type.IsMimeType("multipart", "report") && message.Part(_types) is not null
            && (type.Parameters["report-type"] is not { } kind || kind.Trim().Equals("delivery-status", StringComparison.OrdinalIgnoreCase));

    /// <summary>The recipients of the report.</summary>
    public static IReadOnlyList<ReportedRecipient> Recipients(IReadOnlyList<HeaderBlock> report, NoticeText notice)
    {
        var groups = report.Where(block => AddressOf(block.First("Final-Recipient", "Original-Recipient")).Length > 0).Take(IncomingMail.MaxRecipients).ToList();
        return [.. groups.Select(group => Recipient(group, notice))];
    }

    private static ReportedRecipient Recipient(HeaderBlock group, NoticeText notice)
    {
        var final = AddressOf(group.First("Final-Recipient", "Original-Recipient"));
        var original = AddressOf(group["Original-Recipient"]) is { } said && said.Contains('@') ? said : final;
        var (type, diagnostic) = Typed(group["Diagnostic-Code"]);
        var words = notice.Of(final, original);
        var evidence = new Evidence(StatusOf(group["Status"]), new SmtpAnswer(diagnostic), words, group["Action"].Split(' ', '(')[0].ToLowerInvariant(),
            $"{Domain(final)} {Typed(group["Remote-MTA"]).Value}".ToLowerInvariant(), type.Equals("x-unix", StringComparison.OrdinalIgnoreCase));
        var verdict = Verdict.Of(evidence);
        return new ReportedRecipient(original, final, verdict.Reason, verdict.Status, verdict.ReplyCode, "", Shortened(diagnostic.Length > 0 ? diagnostic : words.Said));
    }

    /// <summary>A text of at most <see cref="ReportedRecipient.MaxDiagnostic"/> characters, on one line.</summary>
    public static string Shortened(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > ReportedRecipient.MaxDiagnostic ? line[..ReportedRecipient.MaxDiagnostic] : line;
    }

    /// <summary>An address without its type, comment and brackets.</summary>
    public static string AddressOf(string field)
    {
        var value = Typed(field).Value;
        var end = value.StartsWith('"') && value.IndexOf("\"@", StringComparison.Ordinal) is > 0 and var quoted ? value.IndexOf(' ', quoted) : value.IndexOf(' ');
        return (end < 0 ? value : value[..end]).Trim('<', '>', ' ');
    }

    private static (string Type, string Value) Typed(string field) => field.IndexOf(';') is >= 0 and < 32 and var at ? (field[..at].Trim(), field[(at + 1)..].Trim()) : ("", field.Trim());

    private static string Domain(string address) => address[(address.LastIndexOf('@') + 1)..];

    private static string StatusOf(string field) => new SmtpAnswer(field).Enhanced.FirstOrDefault("");
}
