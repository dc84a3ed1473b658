using Crm.Email.Bounces;

namespace Crm.Email.Tests.Bounces;

/// <summary>Complaints, answers of programs and of people, and how a mail is tied to ours.</summary>
public sealed class OtherMailTests
{
    private const string Nadine = "Nadine <nadine@example.org>";

    [Theory]
    [InlineData("abuse", nameof(BounceAction.Suppress))]
    [InlineData("opt-out", nameof(BounceAction.LeaveList))]
    [InlineData("fraud", nameof(BounceAction.Alert))]
    [InlineData("not-spam", nameof(BounceAction.Nothing))]
    public void A_feedback_report_tells_who_complains_and_of_what(string type, string action)
    {
        var mail = Raw.Read($"""
            From: fbl@example.net
            Subject: complaint
            Content-Type: multipart/report; report-type=feedback-report; boundary=limit

            --limit
            Content-Type: text/plain

            This is an abuse report.
            --limit
            Content-Type: message/feedback-report

            Feedback-Type: {type}
            User-Agent: Loop/1
            Version: 1
            Original-Envelope-Id: envelope-1
            Original-Rcpt-To: <nadine@example.org>

            --limit
            Content-Type: message/rfc822

            Message-ID: <letter-1@example.com>
            To: nadine@example.org

            Hello
            --limit--
            """);

        Assert.Equal((IncomingKind.Complaint, "envelope-1"), (mail.Kind, mail.EnvelopeId));
        Assert.Equal(["letter-1@example.com"], mail.MessageIds);
        var recipient = Assert.Single(mail.Recipients);
        Assert.Equal(("nadine@example.org", type, BounceClass.Complaint, action), (recipient.Address, recipient.Feedback, recipient.Class, recipient.Action.ToString()));
    }

    [Fact]
    public void A_complaint_by_JSON_is_read()
    {
        var mail = Raw.Read(Raw.Text("no-reply@sns.example.net", "Notification", """{"Type":"Notification","Message":"{\"notificationType\":\"Complaint\",\"complaint\":{\"complainedRecipients\":[{\"emailAddress\":\"nadine@example.org\"}]},\"mail\":{\"messageId\":\"m-1@x\"}}"}"""));

        Assert.Equal((IncomingKind.Complaint, "nadine@example.org", "abuse"), (mail.Kind, mail.Recipients[0].Address, mail.Recipients[0].Feedback));
        Assert.Equal(["m-1@x"], mail.MessageIds);
    }

    [Theory]
    [InlineData("Re: News", "I am away until Monday.", "Auto-Submitted: auto-replied", nameof(IncomingKind.Vacation))]
    [InlineData("Réponse automatique : Nouvelles", "Je suis en congés, de retour lundi.", "X-Auto-Response-Suppress: All", nameof(IncomingKind.Vacation))]
    [InlineData("Out of Office: News", "Back soon.", "Return-Path: <>", nameof(IncomingKind.Vacation))]
    [InlineData("Ticket 42 received", "We thank you for writing.", "Auto-Submitted: auto-generated", nameof(IncomingKind.AutomaticReply))]
    [InlineData("Re: News", "Thank you! We were on vacation.", "In-Reply-To: <letter-1@example.com>", nameof(IncomingKind.Reply))]
    [InlineData("Re: News", "Thank you!", "Auto-Submitted: no", nameof(IncomingKind.Reply))]
    [InlineData("A question", "Do you have dolls?", "X-Nothing: 1", nameof(IncomingKind.Other))]
    public void Who_answers_is_told_apart(string subject, string body, string header, string kind)
    {
        var mail = Raw.Read(Raw.Text(Nadine, subject, body, header));

        Assert.Equal((kind, "nadine@example.org", false), (mail.Kind.ToString(), mail.Recipients[0].Address, mail.Recipients[0].Hard));
        Assert.Equal(kind is nameof(IncomingKind.Vacation) or nameof(IncomingKind.AutomaticReply) ? BounceClass.Auto : BounceClass.None, mail.Recipients[0].Class);
    }

    [Theory]
    [InlineData("Processing error", "Intended recipient: nadine@example.org", nameof(IncomingKind.Bounce))]
    [InlineData("Out of office", "Nobody is here before Monday.", nameof(IncomingKind.Vacation))]
    public void What_a_servers_own_address_writes_is_a_bounce_unless_somebody_is_away(string subject, string body, string kind)
        => Assert.Equal(kind, Raw.Read(Raw.Text("mailer-daemon@mx.example.net", subject, body)).Kind.ToString());

    [Fact]
    public void A_report_within_a_persons_mail_is_no_bounce()
    {
        var forged = Raw.Report("5.1.1", "550 5.1.1 User unknown", top: "multipart/mixed").Replace("From: MAILER-DAEMON@mx.example.net", $"From: {Nadine}\nIn-Reply-To: <letter-1@example.com>", StringComparison.Ordinal)
            .Replace("Return-Path: <>", "Return-Path: <nadine@example.org>", StringComparison.Ordinal).Replace("Undelivered Mail Returned to Sender", "Re: News", StringComparison.Ordinal)
            .Replace("Auto-Submitted: auto-replied\n", "", StringComparison.Ordinal);
        var quoted = Raw.Text(Nadine, "Re: Undelivered Mail Returned to Sender", "See:\n\nFinal-Recipient: rfc822; omar@example.org\nAction: failed\nStatus: 5.1.1\n", "In-Reply-To: <letter-1@example.com>");

        Assert.All([forged, quoted], mail => Assert.Equal((IncomingKind.Reply, false), Raw.Read(mail) is var read ? (read.Kind, read.Recipients.Any(each => each.Hard)) : default));
    }

    [Fact]
    public void A_bounce_is_tied_to_the_letter_by_address_and_ids()
    {
        var mail = Raw.Read(Raw.Report("5.1.1", "550 5.1.1 User unknown"));

        Assert.Equal(("b+abcdefgh234567@bounce.example.com", "envelope-1"), (mail.ReturnAddress, mail.EnvelopeId));
        Assert.Equal(["letter-1@example.com"], mail.MessageIds);
        Assert.Equal("b+other@bounce.example.com", Raw.Read(Raw.Report("5.1.1", ""), "b+other@bounce.example.com").ReturnAddress);
    }

    [Fact]
    public void The_address_we_wrote_to_counts_and_the_one_it_was_forwarded_to_is_told()
    {
        var recipient = Assert.Single(Raw.Read(Raw.Report("5.1.1", "550 5.1.1 User unknown", fields: "Original-Recipient: rfc822;info@example.org\n")).Recipients);

        Assert.Equal(("info@example.org", "nadine@example.org"), (recipient.Address, recipient.FinalAddress));
    }

    [Fact]
    public void A_mailbox_file_gives_each_of_its_mails()
    {
        var one = $"From MAILER-DAEMON Mon Nov 30 10:00:00 2026\n{Raw.Report("5.1.1", "550 5.1.1 User unknown")}\n\n";

        var mails = MailboxFile.Read(System.Text.Encoding.UTF8.GetBytes(one + one.Replace("\n", "\r\n", StringComparison.Ordinal) + "From here on it is prose.\n"));

        Assert.Equal([true, true], mails.Select(mail => Assert.Single(mail.Recipients).Hard));
    }
}
