using System.IO.Compression;
using Crm.Email.Bounces;
using Crm.Email.Compose;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Messaging.Returns;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Email.Intake;

/// <summary>
/// Takes a mail that came in, once: what it proves of a message of ours is noted there, what a person answers goes to their timeline, what a person wrote and nobody is found for is kept to be
/// looked at. Nothing is ever sent for it, so that no loop of mails begins here. Scoped; all of it is one unit of work.
/// </summary>
internal sealed class TakeMail(ISession session, MessageReturns returns, MessageReplies replies, ProveReturn proof, TimeProvider time)
{
    private const string Channel = "email";
    private const int MostLine = 300;

    /// <summary>Takes it. The same mail again changes nothing.</summary>
    /// <param name="bytes">As it came; beyond <see cref="ReceivedMessage.MaxBytes"/> nothing is read.</param>
    /// <param name="envelopeRecipient">To whom the server delivered it, where that is known beside the mail.</param>
    /// <returns>What became of it; one of <see cref="MailOutcomes"/>.</returns>
    public async Task<string> TakeAsync(ReadOnlyMemory<byte> bytes, string? envelopeRecipient, CancellationToken cancellationToken)
    {
        var read = bytes.Length > ReceivedMessage.MaxBytes ? bytes[..(ReceivedMessage.MaxBytes + 1)].ToArray() : bytes.ToArray();
        var (mail, message) = (IncomingMail.Read(new MemoryStream(read, false), envelopeRecipient), ReceivedMessage.Read(new MemoryStream(read, false)));
        var header = message?.Headers ?? new HeaderBlock();
        var row = new ReceivedMail
        {
            MailId = ContentId.New(), Key = MailKey.Of(read.AsSpan(0, Math.Min(read.Length, ReceivedMessage.MaxBytes)), header["Message-ID"], header["From"], header["Date"]), ReceivedUtc = time.GetUtcNow().UtcDateTime,
            Kind = mail.Kind.ToString(), IsCut = mail.Cut,
        };
        var db = await session.GetConnectionAsync(write: true);
        if (await db.GetTable<ReceivedMail>().Where(one => one.Key == row.Key).Select(one => one.Outcome).FirstOrDefaultAsync(cancellationToken) is { } before)
        {
            return before;
        }

        row.Outcome = message is null || mail.Kind == IncomingKind.Unreadable || read.Length == 0 ? MailOutcomes.Unreadable : await FollowAsync(mail, message, row, cancellationToken);
        var number = await db.InsertWithInt64IdentityAsync(row, token: cancellationToken);
        if (row.Outcome is MailOutcomes.Nobody or MailOutcomes.Answered)
        {
            await db.InsertAsync(new ReceivedMailBody { ReceivedMailRow = number, Bytes = Pack(read) }, token: cancellationToken);
        }

        session.RecordChange(nameof(ReceivedMail), row.Outcome);
        return row.Outcome;
    }

    private Task<string> FollowAsync(IncomingMail mail, ReceivedMessage message, ReceivedMail row, CancellationToken cancellationToken) => mail.Kind switch
    {
        IncomingKind.Bounce => BounceAsync(mail, message, row, cancellationToken),
        IncomingKind.Complaint => ComplaintAsync(mail, message, row, cancellationToken),
        IncomingKind.AutomaticReply or IncomingKind.Vacation => AutomaticAsync(mail, message, row, cancellationToken),
        _ when IsOfProgram(message) => AutomaticAsync(mail, message, row, cancellationToken),
        _ => WrittenAsync(mail, message, row, cancellationToken),
    };

    private async Task<string> BounceAsync(IncomingMail mail, ReceivedMessage message, ReceivedMail row, CancellationToken cancellationToken)
    {
        if (mail.Recipients.Count == 0 || IsOfDelay(message) || await proof.OfAsync(mail, message, cancellationToken) is not { } found)
        {
            return MailOutcomes.Ignored;
        }

        // It failed elsewhere, when it was passed on: the address itself is not known to be dead.
        var (told, isOther) = found.Recipient is { } own ? (own, false) : (mail.Recipients[0], mail.Recipients[0].Address.Length > 0);
        if (ReturnOf(told, isOther) is not { } what)
        {
            return MailOutcomes.Ignored;
        }

        row.MessageId = found.MessageId;
        await returns.NoteAsync(Channel, found.MessageId, what, OneLine.Of($"{told.ReplyCode} {told.Status} {told.Diagnostic}"), cancellationToken, domain: isOther ? "" : EmailChannel.Domain(told.Address));
        return MailOutcomes.Noted;
    }

    private async Task<string> ComplaintAsync(IncomingMail mail, ReceivedMessage message, ReceivedMail row, CancellationToken cancellationToken)
    {
        if (await proof.OfAsync(mail, message, cancellationToken) is not { } found)
        {
            return MailOutcomes.Ignored;
        }

        row.MessageId = found.MessageId;
        switch ((found.Recipient ?? mail.Recipients[0]).Action)
        {
            case BounceAction.Suppress:
                await returns.NoteAsync(Channel, found.MessageId, ReturnedAs.Complaint, "", cancellationToken);
                return MailOutcomes.Noted;
            case BounceAction.LeaveList:
                await returns.NoteAsync(Channel, found.MessageId, ReturnedAs.Left, "", cancellationToken);
                return MailOutcomes.Noted;
            case BounceAction.Alert:
                Fill(row, message);
                return MailOutcomes.Nobody;
            default:
                return MailOutcomes.Ignored;
        }
    }

    private async Task<string> AutomaticAsync(IncomingMail mail, ReceivedMessage message, ReceivedMail row, CancellationToken cancellationToken)
    {
        if (await proof.OfAsync(mail, message, cancellationToken) is not { } found)
        {
            return MailOutcomes.Ignored;
        }

        row.MessageId = found.MessageId;
        await returns.NoteAsync(Channel, found.MessageId, ReturnedAs.Automatic, "", cancellationToken);
        return MailOutcomes.Noted;
    }

    private async Task<string> WrittenAsync(IncomingMail mail, ReceivedMessage message, ReceivedMail row, CancellationToken cancellationToken)
    {
        Fill(row, message);
        if (await proof.OfAsync(mail, message, cancellationToken) is { } found)
        {
            (row.MessageId, row.PersonId) = (found.MessageId, found.PersonId);
            var isTheirs = await proof.IsOfPersonAsync(found.PersonId, row.FromAddress, cancellationToken);
            if (await replies.AnswerAsync(Channel, found.MessageId, new WrittenReply(row.Subject, row.Text, isTheirs ? "" : row.FromAddress), cancellationToken) is not null)
            {
                (row.FromName, row.FromAddress, row.Subject, row.Text) = ("", "", "", "");
                return MailOutcomes.Answered;
            }
        }
        else if (await proof.SeemsAsync(mail, row.FromAddress, cancellationToken) is { } seems)
        {
            (row.MessageId, row.PersonId) = (seems.MessageId, seems.PersonId);
        }

        return MailOutcomes.Nobody;
    }

    private static void Fill(ReceivedMail row, ReceivedMessage message)
    {
        (row.FromName, row.FromAddress, row.Subject) = (Line(message.From.Name ?? ""), Line(message.From.Address ?? ""), Line(message.Subject));
        var text = ReplyText.Of(message.Text);
        row.Text = text.Length > MessageReplies.MostText ? text[..MessageReplies.MostText] : text;
    }

    private static string Line(string text) => OneLine.Of(ReplyText.Clean(text)) is var line && line.Length > MostLine ? line[..MostLine] : line;

    private static ReturnedAs? ReturnOf(ReportedRecipient told, bool isOther) => told.Class switch
    {
        BounceClass.Hard => isOther ? ReturnedAs.Blocked : ReturnedAs.Hard,
        BounceClass.Soft => told.Action == BounceAction.RetryFewTimes ? ReturnedAs.Refused : ReturnedAs.Soft,
        BounceClass.Block => ReturnedAs.Blocked,
        BounceClass.Content => ReturnedAs.Content,
        _ => null,
    };

    // A server that still tries: nothing came back yet.
    private static bool IsOfDelay(ReceivedMessage message)
        => DeliveryReport.Of(message).Select(block => block["Action"]).Where(action => action.Length > 0).ToList() is { Count: > 0 } actions && actions.TrueForAll(action => action.StartsWith("delayed", StringComparison.OrdinalIgnoreCase));

    // What comes of nobody, or to many, is no answer of a person (RFC 3834).
    private static bool IsOfProgram(ReceivedMessage message)
        => message.Headers["Return-Path"].Trim() == "<>" || message.Headers["Precedence"].Trim().ToLowerInvariant() is "bulk" or "junk" or "list" || message.Headers.First("List-Id", "List-Unsubscribe").Length > 0
            || message.From.Address.StartsWith("mailer-daemon@", StringComparison.OrdinalIgnoreCase);

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            brotli.Write(bytes);
        }

        return packed.ToArray();
    }
}
