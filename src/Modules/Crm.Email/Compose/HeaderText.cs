using System.Text;

namespace Crm.Email.Compose;

/// <summary>
/// The text of a header as it is written: what is of ASCII folded at blanks, all else as encoded words (RFC 2047) of 75 characters at most that never part a character, on lines of 76 at most.
/// MimeKit's own encoded words grow to 92 characters.
/// </summary>
internal static class HeaderText
{
    private const int LongestLine = 76;
    private const int Frame = 12; // =?utf-8?q? and ?=

    /// <summary>A line of text.</summary>
    /// <param name="used">Characters that stand before it on its first line.</param>
    public static string Of(string text, int used) => CanStand(text) ? Folded(text, used) : Encoded(text, used);

    /// <summary>A name before an address, with the blank that follows it; blank for none.</summary>
    /// <param name="used">Characters that stand before it on its first line.</param>
    public static string NameOf(string name, int used)
    {
        if (name.Length == 0)
        {
            return "";
        }

        if (!CanStand(name) || name.Length + used + 3 > LongestLine)
        {
            return Encoded(name, used) + "\r\n ";
        }

        return name.All(character => char.IsAsciiLetterOrDigit(character) || character is ' ' or '-') ? name + " " : $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\" ";
    }

    private static bool CanStand(string text) => Ascii.IsValid(text) && !text.Contains("=?", StringComparison.Ordinal) && text.Split(' ').All(word => word.Length < LongestLine - 10);

    private static string Folded(string text, int used)
    {
        var (lines, room) = (new StringBuilder(text.Length + 8), LongestLine - used);
        foreach (var (at, word) in text.Split(' ').Index())
        {
            var needed = word.Length + (at > 0 ? 1 : 0);
            if (at > 0 && needed > room)
            {
                lines.Append("\r\n");
                room = LongestLine;
            }

            lines.Append(at > 0 ? " " : "").Append(word);
            room -= needed;
        }

        return lines.ToString();
    }

    private static string Encoded(string text, int used)
    {
        var inQ = text.EnumerateRunes().Sum(QLength) <= (Encoding.UTF8.GetByteCount(text) + 2) / 3 * 4;
        var (words, word, length, room) = (new List<string>(), new StringBuilder(), 0, LongestLine - 1 - used - Frame);
        foreach (var rune in text.EnumerateRunes())
        {
            var more = inQ ? QLength(rune) : rune.Utf8SequenceLength;
            if ((inQ ? length + more : (length + more + 2) / 3 * 4) > room)
            {
                words.Add(Word(word.ToString(), inQ));
                word.Clear();
                (length, room) = (0, LongestLine - 1 - Frame);
            }

            word.Append(rune);
            length += more;
        }

        words.Add(Word(word.ToString(), inQ));
        return string.Join("\r\n ", words);
    }

    private static string Word(string text, bool inQ) => inQ ? $"=?utf-8?q?{string.Concat(text.EnumerateRunes().Select(Q))}?=" : $"=?utf-8?b?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";

    private static int QLength(Rune rune) => IsPlain(rune) ? 1 : rune.Utf8SequenceLength * 3;

    private static string Q(Rune rune) => rune.Value == ' ' ? "_" : IsPlain(rune) ? rune.ToString() : string.Concat(Encoding.UTF8.GetBytes(rune.ToString()).Select(value => $"={value:X2}"));

    // What may stand in an encoded word of a name (RFC 2047, section 5).
    private static bool IsPlain(Rune rune) => rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || (char)rune.Value is ' ' or '!' or '*' or '+' or '-' or '/');
}
