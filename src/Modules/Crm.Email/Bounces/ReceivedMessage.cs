using System.Text;
using MimeKit;
using MimeKit.Text;

namespace Crm.Email.Bounces;

/// <summary>A mail as it came, taken apart within limits; nothing in it is trusted.</summary>
internal sealed class ReceivedMessage
{
    /// <summary>How much is read, in bytes: what reports hold comes first, the returned message last.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>How much of one text is looked at, in characters.</summary>
    public const int MaxText = 64 * 1024;

    /// <summary>How much of one field of a header is looked at, in characters.</summary>
    public const int MaxField = 8 * 1024;

    /// <summary>How many parts are looked at, and how deep one may lie in others.</summary>
    public const int MaxParts = 200, MaxDepth = 20;

    private static readonly ParserOptions _options = new() { MaxMimeDepth = MaxDepth };
    private readonly List<ReceivedPart> _parts = [];
    private string? _text;

    private ReceivedMessage(MimeMessage message, bool cut)
    {
        Cut = cut;
        Headers = BlockOf(message.Headers);
        ContentType = message.Body?.ContentType;
        From = message.From.Mailboxes.FirstOrDefault() ?? new MailboxAddress("", "");
        Subject = message.Subject?.Trim() ?? "";
        Walk(message.Body);
    }

    /// <summary>Whether more came than was read.</summary>
    public bool Cut { get; }

    /// <summary>Its own header.</summary>
    public HeaderBlock Headers { get; }

    /// <summary>Of the whole; null for none.</summary>
    public ContentType? ContentType { get; }

    /// <summary>Who it says it is from; a blank address for nobody.</summary>
    public MailboxAddress From { get; }

    /// <summary>Decoded; blank for none.</summary>
    public string Subject { get; }

    /// <summary>The parts in order, those of an enclosed message left out.</summary>
    public IReadOnlyList<ReceivedPart> Parts => _parts;

    /// <summary>What it says in words: plain text, else the text of its HTML.</summary>
    public string Text => _text ??= _parts.Find(part => part.MediaType == "text/plain" && !string.IsNullOrWhiteSpace(part.Text))?.Text
        ?? (_parts.Find(part => part.MediaType == "text/html") is { } html ? TextOf(html) : "");

    /// <summary>Reads a mail; null when it is none.</summary>
    public static ReceivedMessage? Read(Stream raw)
    {
        var buffer = new byte[MaxBytes + 1];
        var length = raw.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var bytes = buffer.AsSpan(0, Math.Min(length, MaxBytes));
        var start = bytes.StartsWith("From "u8) && bytes.IndexOf((byte)'\n') is >= 0 and var end ? end + 1 : 0; // the line that mailbox files put before
        try
        {
            return new ReceivedMessage(MimeMessage.Load(_options, new MemoryStream(buffer, start, bytes.Length - start)), length > MaxBytes);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The first part of a type; null when there is none.</summary>
    public ReceivedPart? Part(params ReadOnlySpan<string> types)
    {
        foreach (var part in _parts)
        {
            if (types.Contains(part.MediaType))
            {
                return part;
            }
        }

        return null;
    }

    private void Walk(MimeEntity? entity)
    {
        if (entity is null || _parts.Count >= MaxParts)
        {
            return;
        }

        switch (entity)
        {
            case Multipart { Count: 0, Preamble: { Length: > 0 } all }: // its boundary is another than it says
                _parts.Add(new ReceivedPart("text/plain", Limited(all), new HeaderBlock()));
                break;
            case Multipart several:
                foreach (var part in several)
                {
                    Walk(part);
                }

                break;
            case MessagePart enclosed:
                _parts.Add(new ReceivedPart(TypeOf(entity), "", enclosed.Message is { } message ? BlockOf(message.Headers) : new HeaderBlock()));
                break;
            case MimePart leaf when !leaf.ContentType.IsMimeType("image", "*"):
                _parts.Add(new ReceivedPart(TypeOf(entity), TextOf(leaf), new HeaderBlock()));
                break;
        }
    }

    private static string TypeOf(MimeEntity entity) => entity.ContentType.MimeType.ToLowerInvariant();

    private static string TextOf(MimePart part) => Limited(part is TextPart words ? words.Text : Decoded(part));

    private static string Limited(string text) => (text.Length > MaxText ? text[..MaxText] : text).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static string Decoded(MimePart part)
    {
        using var decoded = new MemoryStream();
        part.Content?.DecodeTo(decoded);
        return Encoding.UTF8.GetString(decoded.GetBuffer().AsSpan(0, (int)Math.Min(decoded.Length, MaxText)));
    }

    private static string TextOf(ReceivedPart html)
    {
        var text = new StringBuilder();
        var tokens = new HtmlTokenizer(new StringReader(html.Text)) { DecodeCharacterReferences = true };
        var hidden = false;
        while (tokens.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag)
            {
                hidden = tag.Id is HtmlTagId.Style or HtmlTagId.Script ? !tag.IsEndTag : hidden;
                text.Append(tag.Id is HtmlTagId.P or HtmlTagId.Br or HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.LI ? '\n' : ' ');
            }
            else if (token is HtmlDataToken data && !hidden)
            {
                text.Append(data.Data);
            }
        }

        return text.ToString();
    }

    private static HeaderBlock BlockOf(HeaderList headers)
    {
        var block = new HeaderBlock();
        foreach (var header in headers)
        {
            var value = header.Value ?? "";
            block.Add(header.Field, value.Length > MaxField ? value[..MaxField] : value);
        }

        return block;
    }
}

/// <summary>A part of a mail.</summary>
/// <param name="MediaType">In small letters, without parameters.</param>
/// <param name="Text">Decoded, lines parted by a line feed; blank for an enclosed message.</param>
/// <param name="Headers">Of an enclosed message; empty for others.</param>
internal sealed record ReceivedPart(string MediaType, string Text, HeaderBlock Headers);
