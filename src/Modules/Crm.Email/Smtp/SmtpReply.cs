using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Messaging.Channels;

namespace Crm.Email.Smtp;

/// <summary>What a server said.</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Enhanced">As <c>5.1.1</c>; blank when it gave none (RFC 3463).</param>
/// <param name="Text">Its words, in one line.</param>
internal sealed partial record SmtpReply(int Code, string Enhanced, string Text)
{
    private const int LongestAnswer = 500;

    /// <summary>Whether it is a refusal, for now or for good.</summary>
    public bool IsRefusal => Code is >= 400 and < 600;

    /// <summary>Whether the server ends the connection with it (RFC 5321, 3.8).</summary>
    public bool EndsConnection => Code == 421;

    /// <summary>What became of the letter by this refusal.</summary>
    public Handover ToHandover() => new(Code < 500 ? HandoverKind.Later : HandoverKind.Refused, $"{Code} {Enhanced}".TrimEnd(), Shorten(Text));

    /// <summary>The first 500 characters, without half of one.</summary>
    public static string Shorten(string text) => text.Length <= LongestAnswer ? text : text[..(char.IsHighSurrogate(text[LongestAnswer - 1]) ? LongestAnswer - 1 : LongestAnswer)];

    /// <summary>The replies in what a server sent; one that is not whole yet is left out.</summary>
    public static IEnumerable<SmtpReply> Read(string said)
    {
        var (words, enhanced) = (new StringBuilder(), "");
        foreach (var line in said.Split('\n').SkipLast(1).Select(line => Line().Match(line.TrimEnd('\r'))).Where(line => line.Success))
        {
            enhanced = enhanced.Length > 0 ? enhanced : line.Groups["enhanced"].Value;
            words.Append(words.Length > 0 ? " " : "").Append(line.Groups["text"].Value.Trim());
            if (line.Groups["more"].Value != "-")
            {
                yield return new SmtpReply(int.Parse(line.Groups["code"].Value, CultureInfo.InvariantCulture), enhanced, words.ToString());
                words.Clear();
                enhanced = "";
            }
        }
    }

    [GeneratedRegex(@"^(?<code>[2-5]\d\d)(?<more>[ -]|$)(?:(?<enhanced>[245]\.\d{1,3}\.\d{1,3})(?=\s|$))?(?<text>.*)$")]
    private static partial Regex Line();
}
