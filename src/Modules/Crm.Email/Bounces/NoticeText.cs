using System.Text.RegularExpressions;

namespace Crm.Email.Bounces;

/// <summary>What a mail server writes to people: whom it did not reach and why, before the copy of what it returns. Written for no program, so it is read by its shape: an address that begins a line begins what is said of it.</summary>
internal sealed partial class NoticeText
{
    private static readonly char[] _marks = [' ', '\n', '\t', ':', '.', ';', ','];
    private static readonly string[] _delays =
        ["warning message only", "temporary failure report", "has been delayed", "still being retried", "will be retried", "not yet been delivered", "delivery attempts will continue", "just a warning", "advisory-only", "been postponed"];

    private readonly string _body;
    private readonly List<(string Address, string Text)> _sections = [];
    private SmtpAnswer? _whole;

    public NoticeText(string text)
    {
        var lines = text.Split('\n');
        var end = Array.FindIndex(lines, line => CopyBegins().IsMatch(line));
        _body = string.Join('\n', end < 0 ? lines : lines[..end]).Trim();
        Returned = end < 0 ? new HeaderBlock() : HeaderBlock.Parse(string.Join('\n', lines[end..].Select(line => line.TrimStart()))).FirstOrDefault(block => block["Message-ID"].Length > 0) ?? new HeaderBlock();
        Divide(end < 0 ? lines : lines[..end]);
    }

    /// <summary>Header of the message that is returned within the text; empty for none.</summary>
    public HeaderBlock Returned { get; }

    /// <summary>Whether it tells of a delay only.</summary>
    public bool TellsDelay => SmtpAnswer.Comparable(_body) is var words && Array.Exists(_delays, phrase => words.Contains(phrase, StringComparison.Ordinal));

    /// <summary>Addresses that begin a line, each once, in order.</summary>
    public IReadOnlyList<string> Addresses => [.. _sections.Select(section => section.Address).Distinct(StringComparer.OrdinalIgnoreCase).Take(IncomingMail.MaxRecipients)];

    /// <summary>Addresses to which the transcript of a session gave the message.</summary>
    public IReadOnlyList<string> InTranscript => [.. Transcript().Matches(_body).Select(match => match.Groups["address"].Value).Distinct(StringComparer.OrdinalIgnoreCase).Take(IncomingMail.MaxRecipients)];

    /// <summary>Every address in the text, each once.</summary>
    public IReadOnlyList<string> Everywhere => [.. AnyAddress().Matches(_body).Select(match => match.Value.Trim('.')).Distinct(StringComparer.OrdinalIgnoreCase).Take(IncomingMail.MaxRecipients)];

    /// <summary>What is said of an address; all that is said where nothing is said of it alone.</summary>
    public SmtpAnswer Of(params string[] addresses)
    {
        foreach (var address in addresses)
        {
            if (_sections.Find(section => section.Text.Length > 0 && section.Address.Equals(address, StringComparison.OrdinalIgnoreCase)).Text is { } said)
            {
                return new SmtpAnswer(said);
            }
        }

        return _whole ??= new SmtpAnswer(_body);
    }

    private void Divide(string[] lines)
    {
        // listed: a blank line parts the address from what is said, which then ends at the next address, else at the next blank line.
        var (address, text, said, listed) = ("", new List<string>(), false, false);
        foreach (var line in lines)
        {
            var blank = string.IsNullOrWhiteSpace(line);
            if (AddressBegins().Match(line) is { Success: true } begins && !NoRecipient().IsMatch(line) && !begins.Groups["address"].ValueSpan.Trim('.').Equals(address, StringComparison.OrdinalIgnoreCase))
            {
                Close();
                (address, listed, text) = (begins.Groups["address"].Value.Trim('.'), false, [begins.Groups["code"].Success ? line : begins.Groups["rest"].Value]);
                said = Says(text[0]);
            }
            else if (blank && said && !listed)
            {
                Close();
                address = "";
            }
            else if (address.Length > 0)
            {
                listed |= blank && !said;
                said |= Says(line);
                text.Add(line);
            }
        }

        Close();

        void Close()
        {
            if (address.Length > 0)
            {
                _sections.Add((address, string.Join('\n', text).Trim(_marks)));
            }
        }
    }

    private static bool Says(string line) => line.AsSpan().ContainsAnyExcept(_marks);

    [GeneratedRegex(@"^\s*(-+\s*(start of )?(original message|this is a copy|below this line|(returned|unsent|undelivered) (mail|message)|message header|the (header|body) of the original|enclosed is a copy|included is a copy)|(original message (headers|follows)|below is a copy|message header follows|(a|here is a) copy of the (original|first))|(received|return-path|dkim-signature|x-received|message-id|mime-version):\s)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CopyBegins();

    [GeneratedRegex(@"^\s*(?:[*•\-]{1,4}\s{1,4})?(?:[\p{L}\- ]{1,40}:\s{0,4}|(?<code>[45]\d\d[ \-](?:[45]\.\d{1,3}\.\d{1,3} )?))?[<'""\[(]{0,2}(?:smtp:|rfc822;)?(?<address>(?:""[^""\s@]{1,64}""|[^\s<>""'()\[\]:;,@]{1,64})@[^\s<>""'()\[\]:;,@]{1,255})[>'""\])]{0,2}(?<rest>.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AddressBegins();

    [GeneratedRegex(@"^\s*((from|sender|sender address|reply-to|return-path|contact|message[ \-]id|in)\b[^:]{0,20}:|.*(postmaster@|please contact|for (further )?assistance|help ?desk))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoRecipient();

    [GeneratedRegex(@"[^\s<>""'()\[\]:;,@=]{1,64}@[^\s<>""'()\[\]:;,@]{1,255}")]
    private static partial Regex AnyAddress();

    [GeneratedRegex(@"RCPT TO:\s?<(?<address>[^<>\s]{1,320})>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Transcript();
}
