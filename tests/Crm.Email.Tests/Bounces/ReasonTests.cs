using Crm.Email.Bounces;

namespace Crm.Email.Tests.Bounces;

/// <summary>What codes and words of a report mean, and when they are not believed.</summary>
public sealed class ReasonTests
{
    [Theory]
    [InlineData("5.1.1", "550 5.1.1 <nadine@example.org>: Recipient address rejected: User unknown in virtual mailbox table", nameof(BounceReason.UserUnknown))]
    [InlineData("5.7.1", "550 5.7.1 No such user!", nameof(BounceReason.UserUnknown))]
    [InlineData("5.4.4", "x-postfix; Host or domain name not found. Name service error for name=example.org type=A: Host not found", nameof(BounceReason.HostUnknown))]
    [InlineData("5.1.6", "551 5.1.6 mailbox moved", nameof(BounceReason.HasMoved))]
    [InlineData("5.1.0", "556 5.1.10 domain sends and receives nothing", nameof(BounceReason.NotAccept))]
    [InlineData("5.2.2", "552 5.2.2 nobody home", nameof(BounceReason.MailboxFull))]
    [InlineData("5.5.0", "550 5.5.0 Boîte du destinataire pleine. Recipient overquota.", nameof(BounceReason.MailboxFull))]
    [InlineData("4.4.7", "", nameof(BounceReason.Expired))]
    [InlineData("4.4.1", "x-postfix; connect to mx.example.org[192.0.2.1]:25: Connection timed out", nameof(BounceReason.NetworkError))]
    [InlineData("4.3.0", "451 4.3.0 Error: queue file write error", nameof(BounceReason.SystemError))]
    [InlineData("4.3.1", "452 4.3.1 Insufficient system storage", nameof(BounceReason.SystemFull))]
    [InlineData("4.7.0", "421 Too many concurrent SMTP connections", nameof(BounceReason.TooManyConn))]
    [InlineData("4.2.1", "450 4.2.1 The user is receiving mail too quickly", nameof(BounceReason.Speeding))]
    [InlineData("4.2.0", "450 4.2.0 <nadine@example.org>: Recipient address rejected: Greylisted", nameof(BounceReason.OnHold))]
    [InlineData("5.5.1", "503 5.5.1 Error: bad sequence of commands", nameof(BounceReason.SyntaxError))]
    [InlineData("5.2.1", "550 5.2.1 This account has been disabled", nameof(BounceReason.Suspend))]
    [InlineData("5.2.0", "550 5.2.0 no", nameof(BounceReason.Filtered))]
    [InlineData("5.7.1", "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example.net", nameof(BounceReason.Blocked))]
    [InlineData("5.7.1", "550 5.7.1 rejected for policy reasons", nameof(BounceReason.PolicyViolation))]
    [InlineData("5.0.0", "550 5.7.26 nothing said", nameof(BounceReason.AuthFailure))]
    [InlineData("5.0.0", "550 No PTR record for 192.0.2.1", nameof(BounceReason.RequirePtr))]
    [InlineData("4.7.650", "451 4.7.650 Rate limited due to IP reputation", nameof(BounceReason.BadReputation))]
    [InlineData("5.7.1", "550 5.7.1 Message identified as spam", nameof(BounceReason.SpamDetected))]
    [InlineData("5.1.8", "553 5.1.8 Domain of sender address does not exist", nameof(BounceReason.Rejected))]
    [InlineData("5.7.1", "550 5.7.1 Access denied", nameof(BounceReason.SecurityError))]
    [InlineData("5.7.1", "554 5.7.1 <nadine@example.org>: Relay access denied", nameof(BounceReason.NoRelaying))]
    [InlineData("5.7.0", "530 5.7.0 Must issue a STARTTLS command first", nameof(BounceReason.FailedStarttls))]
    [InlineData("5.3.4", "552 5.3.4 Message size exceeds fixed limit", nameof(BounceReason.MesgTooBig))]
    [InlineData("5.6.0", "554 5.6.0 no", nameof(BounceReason.ContentError))]
    [InlineData("5.7.1", "550 5.7.1 Virus found: EICAR", nameof(BounceReason.VirusDetected))]
    [InlineData("5.7.1", "550 5.7.1 This message is not RFC 5322 compliant", nameof(BounceReason.NotCompliantRfc))]
    [InlineData("5.3.0", "x-unix; procmail: could not lock", nameof(BounceReason.MailerError))]
    [InlineData("5.0.0", "550 zut", nameof(BounceReason.Undefined))]
    public void A_code_or_words_give_the_reason(string status, string diagnostic, string reason) => Assert.Equal(reason, Assert.Single(Raw.Read(Raw.Report(status, diagnostic)).Recipients).Reason.ToString());

    [Theory]
    [InlineData("4.1.1", "450 4.1.1 User unknown, for now", "failed", "")]
    [InlineData("5.1.1", "450 5.1.1 User unknown", "failed", "")]
    [InlineData("5.1.1", "550 5.1.1 User unknown", "delayed", "")]
    [InlineData("5.1.1", "x-unix; No such user", "failed", "")]
    [InlineData("5.0.0", "550 User unknown", "failed", "<nadine@example.org>: host mx.example.org[192.0.2.1] said: 550 User unknown (in reply to end of DATA command)")]
    [InlineData("5.0.0", "550 User unknown", "failed", "<nadine@example.org>: host mx.example.org[192.0.2.1] said: 550 User unknown (in reply to MAIL FROM command)")]
    [InlineData("5.0.0", "550 User unknown", "failed", "")]
    [InlineData("5.1.0", "5.1.0 Unknown address 550 5.7.1 Access denied", "failed", "")]
    [InlineData("5.7.1", "554 5.7.1 <nadine@example.org>: Recipient address rejected", "failed", "")]
    [InlineData("5.1.1", "550 5.1.1 User unknown", "failed", "Your message to <nadine> was automatically rejected:\nNot enough disk space")]
    [InlineData("4.4.3", "x-postfix; Host or domain name not found. Name service error: Host not found, try again", "failed", "")]
    public void An_address_is_not_given_up_where_something_speaks_against_it(string status, string diagnostic, string action, string notice)
        => Assert.NotEqual(BounceClass.Hard, Assert.Single(Raw.Read(Raw.Report(status, diagnostic, notice.Length > 0 ? notice : "It failed.", action)).Recipients).Class);

    [Fact]
    public void Words_at_the_recipient_command_are_believed_without_a_code()
        => Assert.True(Assert.Single(Raw.Read(Raw.Report("5.0.0", "550 No such user here", "<nadine@example.org>: host mx.example.org[192.0.2.1] said: 550 No such user here (in reply to RCPT TO command)")).Recipients).Hard);

    [Theory]
    [InlineData("delivered")]
    [InlineData("relayed")]
    [InlineData("expanded")]
    public void What_arrived_is_no_failure(string action) => Assert.Equal((BounceReason.Delivered, BounceAction.Nothing), Assert.Single(Raw.Read(Raw.Report("2.0.0", "250 OK", action: action)).Recipients) is var found ? (found.Reason, found.Action) : default);

    [Theory]
    [InlineData("UserUnknown", "", "Suppress")]
    [InlineData("MailboxFull", "", "Retry")]
    [InlineData("Suspend", "", "RetryFewTimes")]
    [InlineData("Filtered", "", "RetryFewTimes")]
    [InlineData("SpamDetected", "", "PauseReceiver")]
    [InlineData("VirusDetected", "", "StopCampaign")]
    [InlineData("Feedback", "abuse", "Suppress")]
    [InlineData("Feedback", "opt-out", "LeaveList")]
    [InlineData("Feedback", "fraud", "Alert")]
    [InlineData("Feedback", "not-spam", "Nothing")]
    [InlineData("Vacation", "", "Nothing")]
    public void Each_class_leads_to_its_own(string reason, string feedback, string action) => Assert.Equal(Enum.Parse<BounceAction>(action), Enum.Parse<BounceReason>(reason).Action(feedback));
}
