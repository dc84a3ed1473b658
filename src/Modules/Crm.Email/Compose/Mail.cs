using MimeKit;

namespace Crm.Email.Compose;

/// <summary>A letter as a mail, with its envelope.</summary>
/// <param name="Message">The mail.</param>
/// <param name="Sender">Envelope sender: where it comes back to.</param>
/// <param name="Recipient">Envelope recipient.</param>
/// <param name="Format">How it is written down.</param>
internal sealed record Mail(MimeMessage Message, MailboxAddress Sender, MailboxAddress Recipient, FormatOptions Format)
{
    /// <summary>Whether a server has to offer SMTPUTF8 to take it.</summary>
    public bool NeedsUtf8 => Format.International;

    /// <summary>The mail as it goes over the wire.</summary>
    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        Message.WriteTo(Format, bytes);
        return bytes.ToArray();
    }
}
