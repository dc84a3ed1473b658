using System.Globalization;
using System.Text;

namespace Crm.Search.Words;

/// <summary>A word of a text.</summary>
/// <param name="Start">Where it begins, in UTF-16 units.</param>
/// <param name="Text">As it is compared: folded.</param>
/// <param name="Written">In lower case with its accents, which stemming needs.</param>
/// <param name="IsWindow">A stretch of Chinese, Japanese or Korean, which are written without blanks: it may begin and end anywhere in a word.</param>
internal readonly record struct Word(int Start, int Length, string Text, string Written, bool IsWindow)
{
    private const int Window = 4;
    private const int Longest = 64;

    /// <summary>The words of a text: runs of letters, digits and their marks. Every other character stands between words, the apostrophe and the hyphen too.</summary>
    public static IEnumerable<Word> In(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var (length, cjk) = Run(text, at);
            if (length == 0)
            {
                at += char.IsSurrogatePair(text, at) ? 2 : 1;
                continue;
            }

            if (cjk)
            {
                foreach (var window in Windows(text, at, length))
                {
                    yield return window;
                }
            }
            else
            {
                var written = text.Substring(at, Math.Min(length, Longest)).ToLowerInvariant();
                yield return new Word(at, length, Fold.Of(written), written, IsWindow: false);
            }

            at += length;
        }
    }

    private static IEnumerable<Word> Windows(string text, int at, int length)
    {
        for (var start = at; start < at + length; start += char.IsSurrogatePair(text, start) ? 2 : 1)
        {
            var end = start;
            for (var count = 0; count < Window && end < at + length; count++)
            {
                end += char.IsSurrogatePair(text, end) ? 2 : 1;
            }

            var written = text[start..end];
            yield return new Word(start, end - start, Fold.Of(written), written, IsWindow: true);
        }
    }

    // How long the run of word characters is that begins there, and whether it is of a script without blanks.
    private static (int Length, bool Cjk) Run(string text, int start)
    {
        var (at, first) = (start, (bool?)null);
        while (at < text.Length && Rune.TryGetRuneAt(text, at, out var rune))
        {
            var category = Rune.GetUnicodeCategory(rune);
            var isMark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
            var cjk = isMark && first == true || IsCjk(rune);
            if (!(Rune.IsLetterOrDigit(rune) || category is UnicodeCategory.LetterNumber || (isMark && first is not null)) || (first ??= cjk) != cjk)
            {
                break;
            }

            at += rune.Utf16SequenceLength;
        }

        return (at - start, first == true);
    }

    private static bool IsCjk(Rune rune) => rune.Value is (>= 0x2E80 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7AF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
