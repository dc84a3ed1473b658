using System.Globalization;
using System.Text;
using Lucene.Net.Analysis.Miscellaneous;

namespace Crm.Search.Words;

/// <summary>The form of a word that searches compare: lower case, without accents, ligatures opened ("Cœur" is "coeur", "Ångström" is "angstrom").</summary>
internal static class Fold
{
    /// <summary>The folded word; what is no letter or digit of it stays as it is.</summary>
    public static string Of(string word)
    {
        if (Ascii.IsValid(word))
        {
            return word.ToLowerInvariant();
        }

        var plain = new StringBuilder(word.Length);
        foreach (var one in word.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(one) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format))
            {
                plain.Append(char.ToLowerInvariant(one));
            }
        }

        // Hangul and kana come out of the decomposition in pieces.
        var letters = plain.ToString().Normalize(NormalizationForm.FormC).ToCharArray();
        var folded = new char[letters.Length * 4];
        return new string(folded, 0, ASCIIFoldingFilter.FoldToASCII(letters, 0, folded, 0, letters.Length));
    }
}
