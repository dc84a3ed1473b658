using System.Globalization;
using System.Text;
using Crm.Email.Bounces;

namespace Crm.Email.Tests.Bounces;

/// <summary>Mails made to break what reads them.</summary>
public sealed class HostileMailTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("From ")]
    [InlineData("\0\0\0\0")]
    public void What_is_no_mail_gives_no_recipient_to_act_on(string mail) => Assert.DoesNotContain(Raw.Read(mail).Recipients, recipient => recipient.Action != BounceAction.Nothing);

    [Fact]
    public void Only_the_beginning_of_a_large_mail_is_read()
    {
        var mail = Raw.Read(Raw.Report("5.1.1", "550 5.1.1 User unknown").Replace("Hello", string.Concat(Enumerable.Repeat("user unknown user unknown\n", 200_000)), StringComparison.Ordinal));

        Assert.True(mail.Cut);
        Assert.True(Assert.Single(mail.Recipients).Hard);
    }

    [Theory]
    [InlineData(5, "nadine@example.org")]
    [InlineData(ReceivedMessage.MaxDepth + 5, "")]
    [InlineData(3_000, "")]
    public void Parts_in_parts_are_entered_so_deep_and_no_deeper(int levels, string found)
    {
        var deep = new StringBuilder("From: MAILER-DAEMON@mx.example.net\nSubject: failure notice\n");
        for (var level = 0; level < levels; level++)
        {
            deep.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=\"limit{level}\"\n\n--limit{level}\n");
        }

        var mail = Raw.Read(deep.Append("Content-Type: text/plain\n\n<nadine@example.org>:\n550 5.1.1 no such user\n").ToString());

        Assert.Equal((IncomingKind.Bounce, found), (mail.Kind, Assert.Single(mail.Recipients).Address));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public void A_character_of_two_halves_may_be_cut(string before)
        => Assert.Equal(IncomingKind.Bounce, Raw.Read(Raw.Notice("failure notice", before + string.Concat(Enumerable.Repeat("\ud83d\ude00", ReceivedMessage.MaxText)))).Kind);

    [Fact]
    public void Enclosed_messages_in_enclosed_messages_are_not_entered()
    {
        var deep = string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\n\n", 3_000));

        Assert.DoesNotContain(Raw.Read($"From: nadine@example.org\nSubject: Hello\n{deep}{Raw.Report("5.1.1", "550 5.1.1 User unknown")}").Recipients, recipient => recipient.Hard);
    }

    [Theory]
    [InlineData("charset=no-such-charset")]
    [InlineData("charset=\"\"")]
    [InlineData("charset=utf-7")]
    [InlineData("charset*=x'y'%FF")]
    public void An_unknown_charset_is_read_as_well_as_it_goes(string charset)
        => Assert.Equal(BounceReason.UserUnknown, Assert.Single(Raw.Read(Raw.Notice("failure notice", "<nadine@example.org>:\n550 5.1.1 no such user").Replace("charset=utf-8", charset, StringComparison.Ordinal)).Recipients).Reason);

    [Fact]
    public void A_report_without_a_recipient_names_none()
    {
        var mail = Raw.Read(Raw.Report("5.1.1", "550 5.1.1 User unknown").Replace("Final-Recipient: rfc822; nadine@example.org\n", "", StringComparison.Ordinal).Replace("To: nadine@example.org\n", "", StringComparison.Ordinal));

        Assert.Equal((IncomingKind.Bounce, ""), (mail.Kind, Assert.Single(mail.Recipients).Address));
    }

    [Fact]
    public void Many_recipients_and_long_lines_are_cut()
    {
        var many = string.Concat(Enumerable.Range(0, 20_000).Select(index => $"Final-Recipient: rfc822; n{index}@example.org\nAction: failed\nStatus: 5.1.1\n\n"));
        var mail = Raw.Read(Raw.Report("5.1.1", new string('x', 100_000)).Replace("Final-Recipient", many + "Final-Recipient", StringComparison.Ordinal));

        Assert.Equal(IncomingMail.MaxRecipients, mail.Recipients.Count);
        Assert.All(mail.Recipients, recipient => Assert.True(recipient.Diagnostic.Length <= ReportedRecipient.MaxDiagnostic));
    }

    [Theory]
    [InlineData("{\"notificationType\":\"Bounce\",\"bounce\":")]
    [InlineData("{\"notificationType\":\"Bounce\",\"bounce\":{\"bouncedRecipients\":[1,{\"emailAddress\":\"\\ud800\"}]}}")]
    [InlineData("{\"notificationType\":7}")]
    [InlineData("{\"notificationType\":\"Complaint\",\"complaint\":[]}")]
    public void Broken_JSON_is_no_notice(string json) => Assert.DoesNotContain(Raw.Read(Raw.Text("no-reply@sns.example.net", "Notification", json)).Recipients, recipient => recipient.Action != BounceAction.Nothing);

    [Fact]
    public void Any_damage_to_a_mail_is_survived()
    {
        var whole = Encoding.UTF8.GetBytes(Raw.Report("5.1.1", "550 5.1.1 User unknown \ud83d\ude00"));
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var damaged = whole[..random.Next(whole.Length)];
            for (var change = 0; change < 20 && damaged.Length > 0; change++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            Assert.True(IncomingMail.Read(new MemoryStream(damaged)).Recipients.Count <= IncomingMail.MaxRecipients);
        }
    }
}
