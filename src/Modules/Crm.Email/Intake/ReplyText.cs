using System.Text;
using System.Text.RegularExpressions;

namespace Crm.Email.Intake;

/// <summary>What somebody wrote, without what it quotes below.</summary>
internal static partial class ReplyText
{
    /// <summary>The text without its quoted tail, on tidy lines; the whole when nothing stands above the quotation.</summary>
    public static string Of(string text)
    {
        var lines = Clean(text).Split('\n');
        var end = Array.FindIndex(lines, line => Divider().IsMatch(line));
        end = end < 0 ? lines.Length : end;
        for (var i = 0; i < end; i++)
        {
            // "On Monday, Ada wrote:" may be broken over two or three lines; what it introduces is quoted.
            if (Introduction().IsMatch(lines[i]) || (StartsIntroduction().IsMatch(lines[i]) && Enumerable.Range(2, 2).Any(count => i + count <= lines.Length && Introduction().IsMatch(string.Join(' ', lines.Skip(i).Take(count))))))
            {
                end = i;
            }
        }

        while (end > 0 && (lines[end - 1].Length == 0 || lines[end - 1].StartsWith('>')))
        {
            end--;
        }

        var written = string.Join('\n', lines.Take(end)).Trim();
        return written.Length > 0 ? written : string.Join('\n', lines).Trim();
    }

    /// <summary>Without control characters and characters that turn the direction of what follows.</summary>
    public static string Clean(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || !(Rune.IsControl(rune) || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFFFD))
            {
                kept.Append(rune);
            }
        }

        return Blank().Replace(Trailing().Replace(kept.ToString(), "\n"), "\n\n").Trim();
    }

    [GeneratedRegex(@"^\s*(-{2,}\s*(original message|message d.origine|message original|ursprüngliche nachricht|mensaje original|messaggio originale|forwarded message|message transféré)\s*-{2,}|_{20,})\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Divider();

    [GeneratedRegex(@"^\s*(on\b.{4,200}\bwrote|le\b.{4,200}\ba écrit|am\b.{4,200}\bschrieb.{0,100}|el\b.{4,200}\bescribió|il\b.{4,200}\bha scritto|op\b.{4,200}\bschreef.{0,100})\s*:\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Introduction();

    [GeneratedRegex(@"^\s*(on|le|am|el|il|op)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StartsIntroduction();

    [GeneratedRegex(@"[ \t\u00A0]+\n")]
    private static partial Regex Trailing();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex Blank();
}
