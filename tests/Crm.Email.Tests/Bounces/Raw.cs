using System.Text;
using Crm.Email.Bounces;

namespace Crm.Email.Tests.Bounces;

/// <summary>Mails written out for tests.</summary>
internal static class Raw
{
    /// <summary>Reads a mail written out; its lines may end in a line feed alone.</summary>
    public static IncomingMail Read(string mail, string? envelopeRecipient = null) => IncomingMail.Read(new MemoryStream(Encoding.UTF8.GetBytes(mail)), envelopeRecipient);

    /// <summary>A mail in plain text.</summary>
    /// <param name="headers">Lines put before the others.</param>
    public static string Text(string from, string subject, string body, params string[] headers)
        => $"{string.Concat(headers.Select(header => header + "\n"))}From: {from}\nTo: news@example.com\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{body}\n";

    /// <summary>A mail server's mail in words.</summary>
    public static string Notice(string subject, string body) => Text("MAILER-DAEMON@mx.example.net", subject, body, "Return-Path: <>");

    /// <summary>A report of one recipient, nadine@example.org.</summary>
    /// <param name="fields">Further fields of the recipient, a line each.</param>
    public static string Report(string status, string diagnostic, string notice = "It could not be delivered.", string action = "failed", string fields = "", string top = "multipart/report; report-type=delivery-status")
        => $"""
            Return-Path: <>
            From: MAILER-DAEMON@mx.example.net
            To: b+abcdefgh234567@bounce.example.com
            Subject: Undelivered Mail Returned to Sender
            Auto-Submitted: auto-replied
            Content-Type: {top}; boundary="limit"

            --limit
            Content-Type: text/plain

            {notice}

            --limit
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.net
            Original-Envelope-Id: envelope-1

            Final-Recipient: rfc822; nadine@example.org
            Action: {action}
            Status: {status}
            {(diagnostic.Length > 0 ? $"Diagnostic-Code: {(diagnostic.StartsWith("x-", StringComparison.Ordinal) ? "" : "smtp; ")}{diagnostic}\n" : "")}{fields}

            --limit
            Content-Type: message/rfc822

            From: news@example.com
            To: nadine@example.org
            Message-ID: <letter-1@example.com>
            Subject: News

            Hello

            --limit--
            """;
}
