using System.Text.RegularExpressions;

namespace Crm.Kernel.Localization.Vocabulary;

/// <summary>
/// Replaces a noun by another in a French text: articles and adjectives in front of it, and a participle behind it, take the other's gender; le, la, de, du, au, ce and nouveau are
/// elided before a vowel or h ("l’entreprise", "d’entreprises", "cet habitant").
/// </summary>
internal static class FrenchNoun
{
    // masculine, feminine, masculine before a vowel, feminine before a vowel
    private static readonly (string He, string She, string HeVowel, string SheVowel)[] s_words =
    [
        ("le", "la", "l’", "l’"), ("du", "de la", "de l’", "de l’"), ("au", "à la", "à l’", "à l’"), ("de", "de", "d’", "d’"), ("que", "que", "qu’", "qu’"), ("un", "une", "un", "une"), ("ce", "cette", "cet", "cette"),
        ("aucun", "aucune", "aucun", "aucune"), ("tout", "toute", "tout", "toute"), ("tous", "toutes", "tous", "toutes"), ("quel", "quelle", "quel", "quelle"), ("quels", "quelles", "quels", "quelles"),
        ("nouveau", "nouvelle", "nouvel", "nouvelle"), ("nouveaux", "nouvelles", "nouveaux", "nouvelles"), ("premier", "première", "premier", "première"), ("premiers", "premières", "premiers", "premières"),
        ("dernier", "dernière", "dernier", "dernière"), ("derniers", "dernières", "derniers", "dernières"), ("seul", "seule", "seul", "seule"), ("certains", "certaines", "certains", "certaines"), ("ces", "ces", "ces", "ces"),
        ("les", "les", "les", "les"), ("des", "des", "des", "des"), ("deux", "deux", "deux", "deux"),
    ];

    private static readonly string s_before = string.Join('|', s_words.SelectMany(word => new[] { word.He, word.She, word.HeVowel, word.SheVowel }).Distinct().OrderByDescending(word => word.Length).Select(Regex.Escape));

    /// <summary>The text with the other noun.</summary>
    public static string Replace(string text, TermWords from, TermWords to)
    {
        var pattern = $@"(?<before>(?:(?<=^|[^\p{{L}}’])(?:d’)?(?:(?:{s_before})(?:(?<=’)|[ \u00a0]))+)?)(?<![\p{{L}}])(?<noun>{Regex.Escape(from.Plural)}|{Regex.Escape(from.Singular)})(?![\p{{L}}])(?<after>(?: [\p{{L}}]+(?:é|ée|és|ées)(?![\p{{L}}]))?)";
        return Regex.Replace(text, pattern, match =>
        {
            var noun = match.Groups["noun"].Value;
            var isPlural = string.Equals(noun, from.Plural, StringComparison.OrdinalIgnoreCase);
            var before = match.Groups["before"].Value;
            var other = before.Length > 0 && !char.IsUpper(noun[0]) ? (isPlural ? to.Plural : to.Singular) : PlainNoun.Cased(isPlural ? to.Plural : to.Singular, noun);
            return Before(before, other, to.IsFeminine) + other + After(match.Groups["after"].Value, from.IsFeminine, to.IsFeminine);
        }, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    // From the noun backwards: each word heeds the one behind it.
    private static string Before(string text, string noun, bool isFeminine)
    {
        var (said, next) = ("", noun);
        while (Regex.Match(text, $@"(?<=^|[ \u00a0’])(?<word>{s_before})(?<blank>[ \u00a0]?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant) is { Success: true } match)
        {
            var word = match.Groups["word"].Value;
            var forms = s_words.First(forms => Same(forms.He, word) || Same(forms.She, word) || Same(forms.HeVowel, word) || Same(forms.SheVowel, word));
            var isVowel = "aeiouyàâäéèêëîïôöùûüœæh".Contains(char.ToLowerInvariant(next[0]), StringComparison.Ordinal);
            var other = PlainNoun.Cased((isFeminine, isVowel) switch { (false, false) => forms.He, (true, false) => forms.She, (false, true) => forms.HeVowel, _ => forms.SheVowel }, word);
            said = other + (other.EndsWith('’') ? "" : match.Groups["blank"].Value is { Length: > 0 } blank ? blank : " ") + said;
            (text, next) = (text[..match.Index], other);
        }

        return text + said;
    }

    private static string After(string text, bool wasFeminine, bool isFeminine)
        => text.Length == 0 || wasFeminine == isFeminine ? text : text.EndsWith('s')
            ? isFeminine ? $"{text[..^1]}es" : $"{text[..^2]}s"
            : isFeminine ? $"{text}e" : text[..^1];

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
