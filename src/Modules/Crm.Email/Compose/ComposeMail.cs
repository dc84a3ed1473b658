using System.Text;
using System.Text.RegularExpressions;
using Crm.Contacts.Points;
using Crm.Messaging.Channels;
using Microsoft.Extensions.Localization;
using MimeKit;

namespace Crm.Email.Compose;

/// <summary>Makes a mail of a letter. The same letter has the same bytes each time: what would be drawn or told by a clock comes of the letter.</summary>
internal sealed partial class ComposeMail(IStringLocalizer<ComposeMail> s)
{
    /// <summary>Bytes of HTML a mail may have: receivers cut what is longer.</summary>
    public const int LargestHtml = 100_000;

    /// <param name="letter">What is said.</param>
    /// <param name="site">As whom the site sends.</param>
    /// <param name="returnPath">Envelope sender.</param>
    /// <exception cref="LetterRefusedException">It cannot be sent so.</exception>
    public Mail Compose(Letter letter, SendingIdentity site, string returnPath)
    {
        var to = EmailAddress.Normalize(letter.Address) ?? throw new LetterRefusedException("553 5.1.3", s["“{0}” is no e-mail address.", letter.Address]);
        var message = new MimeMessage();
        message.Headers.Clear();
        var writer = AddSenders(message, letter.From, site);
        Add(message, HeaderId.To, letter.Name, to);
        var subject = new Header(Encoding.UTF8, HeaderId.Subject, "");
        subject.SetRawValue(Encoding.ASCII.GetBytes($" {HeaderText.Of(OneLine.Of(letter.Subject), "Subject: ".Length)}\r\n"));
        message.Headers.Add(subject);
        message.Date = new DateTimeOffset(DateTime.SpecifyKind(letter.Utc, DateTimeKind.Utc));
        message.MessageId = $"{letter.MessageId}@{site.Domain}";
        AddLeave(message, letter.Leave);
        message.Headers.Add(HeaderId.MimeVersion, "1.0");
        message.Body = Body(letter);
        if (Language().IsMatch(letter.Language))
        {
            message.Body.Headers.Add(HeaderId.ContentLanguage, letter.Language);
        }

        var format = FormatOptions.Default.Clone();
        (format.NewLineFormat, format.International) = (NewLineFormat.Dos, !Ascii.IsValid(to) || !Ascii.IsValid(writer));
        return new Mail(message, new MailboxAddress("", returnPath), new MailboxAddress("", to), format);
    }

    // Alignment (DMARC): From is of the sending domain; who writes from elsewhere keeps the name and gets the answers.
    private string AddSenders(MimeMessage message, LetterSender writer, SendingIdentity site)
    {
        // A name that is an address would be taken for a forgery beside another one.
        var name = writer.Name.Trim().Length > 0 && !writer.Name.Contains('@', StringComparison.Ordinal) ? writer.Name : site.Name;
        var address = Checked(writer.Address.Trim().Length > 0 ? writer.Address : site.Address);
        Add(message, HeaderId.From, name, site.Owns(address) ? address : Checked(site.Address));
        if (!site.Owns(address))
        {
            Add(message, HeaderId.ReplyTo, name, address);
        }

        return address;

        string Checked(string given) => EmailAddress.Normalize(given) ?? throw new LetterRefusedException("553 5.1.7", s["The sender “{0}” is no e-mail address.", given]);
    }

    private static void Add(MimeMessage message, HeaderId id, string name, string address)
    {
        var header = new Header(Encoding.UTF8, id, "");
        header.SetRawValue(Encoding.UTF8.GetBytes($" {HeaderText.NameOf(OneLine.Of(name), id.ToHeaderName().Length + 2)}<{address}>\r\n"));
        message.Headers.Add(header);
    }

    private static void AddLeave(MimeMessage message, LetterLeave? leave)
    {
        if (leave is null)
        {
            return;
        }

        if (!Uri.TryCreate(leave.Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            throw new ArgumentException($"“{leave.Url}” is no absolute web address.", nameof(leave));
        }

        message.Headers.Add(HeaderId.ListId, $"<{ListId().Replace(leave.ListId, "-")}>");
        message.Headers.Add(HeaderId.ListUnsubscribe, $"<{url.AbsoluteUri}>");
        message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
    }

    private MimeEntity Body(Letter letter)
    {
        var text = Part("plain", letter.Text);
        if (string.IsNullOrWhiteSpace(letter.Html))
        {
            return text;
        }

        if (Encoding.UTF8.GetByteCount(letter.Html) > LargestHtml)
        {
            throw new LetterRefusedException("552 5.3.4", s["The letter has more than {0} kB of HTML: receivers would cut it. Shorten it.", LargestHtml / 1000]);
        }

        var both = new MultipartAlternative();
        // No line of quoted-printable text holds "=_".
        both.Boundary = "=_" + letter.MessageId;
        both.Add(text);
        both.Add(Part("html", letter.Html));
        return both;
    }

    private static TextPart Part(string kind, string text)
    {
        var part = new TextPart(kind) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.SetText(Encoding.UTF8, text.ReplaceLineEndings("\r\n").TrimEnd() + "\r\n");
        return part;
    }

    [GeneratedRegex("[^A-Za-z0-9.-]+")]
    private static partial Regex ListId();

    [GeneratedRegex(@"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\z")]
    private static partial Regex Language();
}
