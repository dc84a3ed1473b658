using System.Globalization;
using System.Text;

namespace Crm.Contacts.Names;

/// <summary>The form of a text that searches compare: without accents and case, ligatures opened, every run of punctuation one blank.</summary>
public static class Fold
{
    /// <summary>Sorts after every text that begins with the same prefix, under a binary collation.</summary>
    private const string Last = "\U0010FFFF";

    /// <summary>The folded text; empty for null.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        var source = System.Text.Ascii.IsValid(text) ? text : text.Normalize(NormalizationForm.FormKD);
        var folded = new StringBuilder(source.Length);
        foreach (var rune in source.EnumerateRunes())
        {
            Append(folded, rune);
        }

        if (folded.Length > 0 && folded[^1] == ' ')
        {
            folded.Length--;
        }

        // Hangul and kana come out of the decomposition in pieces; put together again they stay readable and short.
        return ReferenceEquals(source, text) ? folded.ToString() : folded.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The bound below which all texts with that folded prefix lie; the prefix itself is the other bound.</summary>
    public static string After(string prefix) => prefix + Last;

    private static void Append(StringBuilder folded, Rune rune)
    {
        switch (rune.Value)
        {
            case 'œ' or 'Œ': folded.Append("oe"); return;
            case 'æ' or 'Æ': folded.Append("ae"); return;
            case 'ß' or 'ẞ': folded.Append("ss"); return;
            case 'ø' or 'Ø': folded.Append('o'); return;
            case 'ł' or 'Ł': folded.Append('l'); return;
            case 'đ' or 'Đ' or 'ð' or 'Ð': folded.Append('d'); return;
            case 'þ' or 'Þ': folded.Append("th"); return;
            case 'ı': folded.Append('i'); return;
        }

        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.ModifierLetter:
                return;
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.OtherLetter
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.SpacingCombiningMark:
                folded.Append(Rune.ToLowerInvariant(rune).ToString());
                return;
            default:
                if (folded.Length > 0 && folded[^1] != ' ')
                {
                    folded.Append(' ');
                }

                return;
        }
    }
}
