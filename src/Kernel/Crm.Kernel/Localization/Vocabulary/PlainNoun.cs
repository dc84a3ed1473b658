using System.Text.RegularExpressions;

namespace Crm.Kernel.Localization.Vocabulary;

/// <summary>Replaces a noun by another in a language whose articles do not tell its gender; the English article heeds its sound.</summary>
internal static class PlainNoun
{
    /// <summary>The text with the other noun.</summary>
    public static string Replace(string text, TermWords from, TermWords to, bool isEnglish)
    {
        var pattern = $@"(?:\b(?<article>an?)\s+)?\b(?<noun>{Regex.Escape(from.Plural)}|{Regex.Escape(from.Singular)})\b";
        return Regex.Replace(text, pattern, match =>
        {
            var noun = match.Groups["noun"].Value;
            var other = Cased(string.Equals(noun, from.Plural, StringComparison.OrdinalIgnoreCase) ? to.Plural : to.Singular, noun);
            var article = match.Groups["article"];
            return !article.Success ? other : isEnglish ? $"{Cased("aeiou".Contains(char.ToLowerInvariant(other[0]), StringComparison.Ordinal) ? "an" : "a", article.Value)} {other}" : $"{article.Value} {other}";
        }, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>A word with a capital where the other has one.</summary>
    public static string Cased(string word, string like) => char.IsUpper(like[0]) ? char.ToUpperInvariant(word[0]) + word[1..] : word;
}
