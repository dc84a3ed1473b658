using System.Text.Json;

namespace Crm.Email.Bounces;

/// <summary>What Amazon SES tells by JSON: bounces, complaints and deliveries.</summary>
internal static class AmazonNotice
{
    /// <summary>Reads it; null when it is none.</summary>
    public static (IncomingKind Kind, IReadOnlyList<ReportedRecipient> Recipients, string MessageId)? Of(ReceivedMessage message)
    {
        var text = message.Text.Trim();
        if (!text.StartsWith('{') || !text.Contains("otificationType", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            // Relays that break long lines leave "!" and a line break.
            var json = text.Replace("!\n ", "", StringComparison.Ordinal);
            using var document = JsonDocument.Parse(json[..(json.LastIndexOf('}') + 1)]);
            if (Text(document.RootElement, "Message") is not { Length: > 0 } wrapped)
            {
                return Of(document.RootElement);
            }

            using var inner = JsonDocument.Parse(wrapped);
            return Of(inner.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null; // whatever it is, it is no notice: it goes on as any other mail
        }
    }

    private static (IncomingKind Kind, IReadOnlyList<ReportedRecipient> Recipients, string MessageId)? Of(JsonElement root)
    {
        var id = Text(Member(Member(root, "mail"), "commonHeaders"), "messageId") is { Length: > 0 } own ? own : Text(Member(root, "mail"), "messageId");
        return Text(root, "notificationType") switch
        {
            "Bounce" => (IncomingKind.Bounce, Bounced(Member(root, "bounce")), id),
            "Complaint" => (IncomingKind.Complaint, Complained(Member(root, "complaint")), id),
            "Delivery" => (IncomingKind.Bounce, Delivered(Member(root, "delivery")), id),
            _ => null,
        };
    }

    private static IReadOnlyList<ReportedRecipient> Bounced(JsonElement bounce) => [.. Items(bounce, "bouncedRecipients").Select(recipient =>
    {
        var (address, diagnostic) = (Text(recipient, "emailAddress"), Text(recipient, "diagnosticCode"));
        var said = new SmtpAnswer(diagnostic[(diagnostic.IndexOf(';') + 1)..]);
        var passing = Text(bounce, "bounceType") == "Permanent" ? "failed" : "delayed";
        var verdict = Verdict.Of(new Evidence(Text(recipient, "status"), said, SmtpAnswer.None, passing, address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant(), false));
        return new ReportedRecipient(address, address, verdict.Reason, verdict.Status, verdict.ReplyCode, "", DeliveryReport.Shortened(said.Said));
    })];

    private static IReadOnlyList<ReportedRecipient> Complained(JsonElement complaint)
    {
        var type = ComplaintReport.FeedbackOf(Text(complaint, "complaintFeedbackType"));
        return [.. Items(complaint, "complainedRecipients").Select(recipient => Text(recipient, "emailAddress")).Select(address => new ReportedRecipient(address, address, BounceReason.Feedback, Feedback: type))];
    }

    private static IReadOnlyList<ReportedRecipient> Delivered(JsonElement delivery)
        => [.. Items(delivery, "recipients").Where(recipient => recipient.ValueKind == JsonValueKind.String).Select(recipient => recipient.GetString()!)
            .Select(address => new ReportedRecipient(address, address, BounceReason.Delivered, Diagnostic: DeliveryReport.Shortened(Text(delivery, "smtpResponse"))))];

    private static JsonElement Member(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static string Text(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray().Take(IncomingMail.MaxRecipients) : [];
}
