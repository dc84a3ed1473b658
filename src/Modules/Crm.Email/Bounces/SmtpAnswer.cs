using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Crm.Email.Bounces;

/// <summary>At which command a receiver refused.</summary>
internal enum SmtpPhase
{
    /// <summary>Not told.</summary>
    Unknown,

    /// <summary>Before or at the greeting.</summary>
    Connect,

    /// <summary>At the sender.</summary>
    MailFrom,

    /// <summary>At the recipient.</summary>
    RcptTo,

    /// <summary>After the content.</summary>
    Data,
}

/// <summary>What a server said: its codes, and its words in a form in which they can be compared.</summary>
internal sealed partial class SmtpAnswer
{
    /// <summary>Nothing was said.</summary>
    public static readonly SmtpAnswer None = new("");

    // How much is looked at, in characters.
    private const int MaxSaid = 16 * 1024;

    public SmtpAnswer(string said)
    {
        Said = said.Length > MaxSaid ? said[..MaxSaid].Trim() : said.Trim();
        Enhanced = [.. EnhancedCode().Matches(Said).Take(8).Select(match => match.Value)];
        Reply = ReplyCode().Match(Said) is { Success: true } reply ? reply.Groups["code"].Value : "";
        Words = Comparable(Said);
        Phase = PhaseOf(Words);
    }

    /// <summary>As it was said.</summary>
    public string Said { get; }

    /// <summary>Enhanced codes (RFC 3463) in order.</summary>
    public IReadOnlyList<string> Enhanced { get; }

    /// <summary>SMTP reply, 4xx or 5xx; blank for none.</summary>
    public string Reply { get; }

    /// <summary>The words: small letters without accents, addresses, codes and host names; a blank at both ends.</summary>
    public string Words { get; }

    /// <summary>At which command.</summary>
    public SmtpPhase Phase { get; }

    /// <summary>Whether it says nothing.</summary>
    public bool Empty => Said.Length == 0;

    /// <summary>A text in which phrases are looked for.</summary>
    public static string Comparable(string text)
    {
        text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)); // lone halves of characters would not normalise
        text = Code().Replace(Host().Replace(Address().Replace(Url().Replace(text, " "), " "), " "), " ");
        var words = new StringBuilder(text.Length + 2).Append(' ');
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            var blank = char.IsWhiteSpace(letter) || letter is '\'' or '’' or '"' or '<' or '>' or '`';
            if (!blank)
            {
                words.Append(char.ToLowerInvariant(letter));
            }
            else if (words[^1] != ' ')
            {
                words.Append(' ');
            }
        }

        return words.Append(' ').ToString();
    }

    private static SmtpPhase PhaseOf(string words)
    {
        ReadOnlySpan<(string Phrase, SmtpPhase Phase)> phases =
        [
            ("end of data", SmtpPhase.Data), ("for text command", SmtpPhase.Data), ("refused to talk to me", SmtpPhase.Connect), ("to mail from command", SmtpPhase.MailFrom), ("after mail from", SmtpPhase.MailFrom),
            ("to rcpt to command", SmtpPhase.RcptTo), ("after rcpt to", SmtpPhase.RcptTo),
        ];
        foreach (var (phrase, phase) in phases)
        {
            if (words.Contains(phrase, StringComparison.Ordinal))
            {
                return phase;
            }
        }

        return SmtpPhase.Unknown;
    }

    // Not part of an address of a host, as in 4.16.55.1.
    [GeneratedRegex(@"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\d|\.\d)")]
    private static partial Regex EnhancedCode();

    [GeneratedRegex(@"(?:^|[:#'""(<]\s*|<<< |\b[45]\d\d )(?<code>[45]\d\d)(?=[\s\-:]|$)", RegexOptions.Multiline)]
    private static partial Regex ReplyCode();

    [GeneratedRegex(@"\b[45]\d\d[ \-](?:[45]\.\d{1,3}\.\d{1,3}\b)?|(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\d|\.\d)")]
    private static partial Regex Code();

    [GeneratedRegex(@"[^\s<>""'(:;,]{1,128}@[^\s<>""'):;,]{1,255}")]
    private static partial Regex Address();

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Url();

    [GeneratedRegex(@"\bhost:? \S{1,255}\s?[\[(][^\])]{1,64}[\])]")]
    private static partial Regex Host();
}
