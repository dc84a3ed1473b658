using Crm.Email.Bounces;

namespace Crm.Email.Tests.Bounces;

/// <summary>Servers that write to people only.</summary>
public sealed class NoticeInWordsTests
{
    [Theory]
    [InlineData("qmail", "failure notice", """
        Hi. This is the qmail-send program at mx.example.net.
        I'm afraid I wasn't able to deliver your message to the following addresses.
        This is a permanent error; I've given up. Sorry it didn't work out.

        <nadine@example.org>:
        192.0.2.1 does not like recipient.
        Remote host said: 550 5.1.1 no mailbox by that name
        Giving up on 192.0.2.1.

        --- Below this line is a copy of the message.

        Return-Path: <news@example.com>
        Message-ID: <letter-1@example.com>
        To: nadine@example.org
        Subject: quota exceeded
        """, nameof(BounceReason.UserUnknown), "5.1.1")]
    [InlineData("qmail, no host", "failure notice", """
        I'm afraid I wasn't able to deliver your message to the following addresses.

        <nadine@example.org>:
        Sorry, I couldn't find any host named example.org. (#5.1.2)

        --- Below this line is a copy of the message.

        Message-ID: <letter-1@example.com>
        """, nameof(BounceReason.HostUnknown), "5.1.2")]
    [InlineData("Exim", "Mail delivery failed: returning message to sender", """
        This message was created automatically by mail delivery software.

        A message that you sent could not be delivered to one or more of its
        recipients. This is a permanent error. The following address(es) failed:

          nadine@example.org
            SMTP error from remote mail server after RCPT TO:<nadine@example.org>:
            host mx.example.org [192.0.2.1]: 550 mailbox is full

        ------ This is a copy of the message, including all the headers. ------

        Return-path: <news@example.com>
        Message-ID: <letter-1@example.com>
        """, nameof(BounceReason.MailboxFull), "")]
    [InlineData("Exim, local", "Mail delivery failed: returning message to sender", """
        A message that you sent could not be delivered to one or more of its
        recipients. This is a permanent error. The following address(es) failed:

          nadine@example.org
            Unrouteable address

        ------ This is a copy of the message, including all the headers. ------

        Message-ID: <letter-1@example.com>
        """, nameof(BounceReason.UserUnknown), "")]
    [InlineData("Exim, delay", "Warning: message 1abc-000 delayed 24 hours", """
        A message that you sent has not yet been delivered to one or more of its
        recipients after more than 24 hours on the queue on mx.example.net.

        The address to which the message has not yet been delivered is:

          nadine@example.org
            host mx.example.org [192.0.2.1]
            Delay reason: Connection timed out

        No action is required on your part. Delivery attempts will continue for
        some time, and this warning may be repeated at intervals.
        """, nameof(BounceReason.NetworkError), "")]
    [InlineData("Postfix", "Undelivered Mail Returned to Sender", """
        This is the Postfix program at host mx.example.net.

        I'm sorry to have to inform you that the message returned
        below could not be delivered to one or more destinations.

        <nadine@example.org>: host mx.example.org[192.0.2.1] said: 554 5.7.1 Service
            unavailable; Client host [192.0.2.9] blocked using list.example.net (in
            reply to RCPT TO command)

        Received: by mx.example.net
        Message-ID: <letter-1@example.com>
        """, nameof(BounceReason.Blocked), "5.7.1")]
    [InlineData("Exchange", "Undeliverable: News", """
        Your message did not reach some or all of the intended recipients.

              Subject:	News
              Sent:	30/11/2026 10:00

        The following recipient(s) could not be reached:

              nadine@example.org on 30/11/2026 10:00
                    The e-mail account does not exist at the organization this message was sent to.  Check the e-mail address, or contact the recipient directly to find out the correct address.
                    <mx.example.org #5.1.1>
        """, nameof(BounceReason.UserUnknown), "5.1.1")]
    [InlineData("Domino", "DELIVERY FAILURE: User nadine (nadine@example.org) not listed in Domino Directory", """
        Your message

          Subject: News

        was not delivered to:

          nadine@example.org

        because:

          User nadine (nadine@example.org) not listed in Domino Directory
        """, nameof(BounceReason.UserUnknown), "")]
    [InlineData("Sendmail", "Returned mail: User unknown", """
        The original message was received at Mon, 30 Nov 2026 10:00:00 GMT
        from localhost [127.0.0.1]

           ----- The following addresses had permanent fatal errors -----
        <nadine@example.org>
            (reason: 550 5.1.1 <nadine@example.org>... User unknown)

           ----- Transcript of session follows -----
        ... while talking to mx.example.org.:
        >>> RCPT To:<nadine@example.org>
        <<< 550 5.1.1 <nadine@example.org>... User unknown

        Message-ID: <letter-1@example.com>
        """, nameof(BounceReason.UserUnknown), "5.1.1")]
    [InlineData("Sendmail, old", "Returned mail: Host unknown", """
           ----- Transcript of session follows -----
        550 <nadine@example.org>... Host unknown (Name server: example.org: host not found)

           ----- Unsent message follows -----
        Message-ID: <letter-1@example.com>
        """, nameof(BounceReason.HostUnknown), "")]
    [InlineData("a list with marks", "Delivery status notification", """
        Delivery to the following recipients failed permanently:

           * nadine@example.org

        Technical details:
        SMTP:RCPT host 192.0.2.1: 553 5.1.1 <nadine@example.org>... No such user here
        """, nameof(BounceReason.UserUnknown), "5.1.1")]
    [InlineData("an address within a sentence", "Mail delivery failure", """
        The following message, addressed to 'nadine@example.org',
        failed because the mailbox is full. Ask postmaster@example.net.

        ---- START OF RETURNED MESSAGE ----
        Message-ID: <letter-1@example.com>
        """, nameof(BounceReason.MailboxFull), "")]
    [InlineData("an address told twice", "Mail delivery failed: returning message to sender", """
        The following address(es) failed:

          nadine@example.org:
            SMTP error from remote mailer after RCPT TO:
            <nadine@example.org>:
            host mx.example.org [192.0.2.1]:
            553 5.1.1 unknown or illegal user
        """, nameof(BounceReason.UserUnknown), "5.1.1")]
    [InlineData("a transcript", "Postfix SMTP server: errors from localhost", """
        Transcript of session follows.

         In:  RCPT TO:<nadine@example.org>
         Out: 250 2.1.5 Ok
         Out: 451 4.3.0 Error: queue file write error
        """, nameof(BounceReason.SystemError), "4.3.0")]
    [InlineData("in French", "Échec de la remise : Nouvelles", """
        Votre message n’a pas pu être remis :

        <nadine@example.org>: 550 5.1.1 Adresse d’au moins un destinataire invalide

        Message-ID: <letter-1@example.com>
        """, nameof(BounceReason.UserUnknown), "5.1.1")]
    public void The_recipient_and_the_reason_are_found(string server, string subject, string body, string reason, string status)
    {
        var mail = Raw.Read(Raw.Notice(subject, body));

        Assert.Equal((IncomingKind.Bounce, server), (mail.Kind, server));
        var recipient = Assert.Single(mail.Recipients);
        Assert.Equal(("nadine@example.org", reason, status), (recipient.Address, recipient.Reason.ToString(), recipient.Status));
        Assert.Equal(body.Contains("letter-1", StringComparison.Ordinal) ? ["letter-1@example.com"] : [], mail.MessageIds);
    }

    [Fact]
    public void A_mail_server_under_another_name_is_known_by_subject_and_words()
    {
        var mail = Raw.Read(Raw.Text("MailDesk@mx.example.net", "Undeliverable: News", "Your message could not be delivered:\n\nnadine@example.org - no such user here."));

        Assert.Equal((IncomingKind.Bounce, "nadine@example.org", BounceReason.UserUnknown), (mail.Kind, mail.Recipients[0].Address, mail.Recipients[0].Reason));
    }

    [Fact]
    public void The_address_the_notice_came_to_is_no_recipient_while_another_is_named()
    {
        var mail = Raw.Read(Raw.Notice("failure notice", "news@example.com: Sender ok\n\nnadine@example.org: 550 5.1.1 no such user"));

        Assert.Equal("nadine@example.org", Assert.Single(mail.Recipients).Address);
        Assert.Equal("news@example.com", Assert.Single(Raw.Read(Raw.Notice("failure notice", "news@example.com: 550 5.1.1 no such user")).Recipients).Address);
    }

    [Theory]
    [InlineData("This is a warning message only.\n\nnadine@example.org: user unknown")]
    [InlineData("nadine@example.org: user unknown\n\nDelivery attempts will continue.")]
    [InlineData("nadine@example.org: 450 4.1.1 user unknown")]
    public void A_delay_gives_up_no_address(string body) => Assert.False(Assert.Single(Raw.Read(Raw.Notice("Warning: message delayed", body)).Recipients).Hard);

    [Fact]
    public void Each_recipient_has_its_own_reason()
    {
        var mail = Raw.Read(Raw.Notice("Delivery status notification: error", "For these recipients:\n\nnadine@example.org: 550 5.2.2 Mailbox full\nomar@example.org: 550 5.1.1 No such user\n\nBelow is a copy of the original message:\n\nTo: x@example.org"));

        Assert.Equal([("nadine@example.org", BounceReason.MailboxFull), ("omar@example.org", BounceReason.UserUnknown)], mail.Recipients.Select(each => (each.Address, each.Reason)));
    }

    [Fact]
    public void What_stands_in_the_returned_message_is_no_reason()
    {
        var mail = Raw.Read(Raw.Notice("Undeliverable: News", "nadine@example.org: 550 5.2.2 over quota\n\n----- Original message -----\nMessage-ID: <letter-1@example.com>\n\nuser unknown: omar@example.org"));

        Assert.Equal(BounceReason.MailboxFull, Assert.Single(mail.Recipients).Reason);
    }

    [Fact]
    public void A_notice_in_HTML_alone_is_read()
    {
        var mail = Raw.Read("Return-Path: <>\nFrom: postmaster@mx.example.net\nSubject: Undeliverable: News\nContent-Type: text/html; charset=utf-8\n\n<html><head><style>p { content: 'virus' }</style></head><body><p>It failed.</p><p>nadine@example.org</p><p>550 5.1.1 User unknown &eacute;</p></body></html>\n");

        Assert.Equal(("nadine@example.org", BounceReason.UserUnknown), Assert.Single(mail.Recipients) is var found ? (found.Address, found.Reason) : default);
    }
}
