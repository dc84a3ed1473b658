using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Crm.Kernel.Settings;

namespace Crm.Kernel.Localization.Vocabulary;

/// <summary>Puts the tenant's words into the product's texts as they leave the localizers. One a tenant; it follows the settings with each request.</summary>
public sealed partial class TenantVocabulary(IEnumerable<VocabularyTerm> terms)
{
    private const string English = "en";

    /// <summary>The longest word, in characters.</summary>
    public const int LongestWord = 40;

    private volatile Book _book = new(null, []);

    /// <summary>The terms there are.</summary>
    public IReadOnlyList<VocabularyTerm> Terms { get; } = [.. terms];

    /// <summary>Whether a word may stand in texts: letters, digits, blanks, hyphens and apostrophes. Texts of views are not encoded, so nothing else may get in.</summary>
    public static bool IsWord(string? word) => word is { Length: > 0 and <= LongestWord } && Words().IsMatch(word);

    /// <summary>The text with the tenant's words.</summary>
    /// <param name="id">Its key, the English text: what it says decides whether the text speaks of the thing ("personne" is also "nobody").</param>
    /// <param name="language">The text's language, as "fr".</param>
    internal string Say(string id, string text, string language)
    {
        var book = _book;
        return book.Renamed.Count == 0 ? text : book.Said.GetOrAdd((id, text, language), static (key, book) => book.Say(key.Id, key.Text, key.Language), book);
    }

    /// <summary>Takes the settings in, when they are others than before.</summary>
    internal void Follow(SiteSettings? site)
    {
        if (site is not null && !ReferenceEquals(_book.Of, site))
        {
            var settings = site.As<VocabularySettings>();
            _book = new Book(site, [.. Terms.SelectMany(term => Renamed(term, settings))]);
        }
    }

    private static IEnumerable<Renaming> Renamed(VocabularyTerm term, VocabularySettings settings)
    {
        foreach (var (language, choice) in settings.Terms.GetValueOrDefault(term.Id) ?? [])
        {
            if (term.Words.GetValueOrDefault(language) is { } from && term.Words.GetValueOrDefault(English) is { } key && IsWord(choice.Singular) && IsWord(choice.Plural))
            {
                var to = new TermWords(choice.Singular.Trim(), choice.Plural.Trim(), choice.Gender == "feminine");
                yield return new Renaming(language, new Regex($@"\b({Regex.Escape(key.Singular)}|{Regex.Escape(key.Plural)})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant), from, to);
            }
        }
    }

    [GeneratedRegex(@"^[\p{L}\p{M}\p{Nd}](?:[\p{L}\p{M}\p{Nd} '’\-]*[\p{L}\p{M}\p{Nd}])?$")]
    private static partial Regex Words();

    private sealed record Renaming(string Language, Regex InKey, TermWords From, TermWords To);

    private sealed class Book(SiteSettings? of, IReadOnlyList<Renaming> renamed)
    {
        public SiteSettings? Of => of;

        public IReadOnlyList<Renaming> Renamed => renamed;

        public ConcurrentDictionary<(string Id, string Text, string Language), string> Said { get; } = new();

        public string Say(string id, string text, string language)
        {
            foreach (var one in renamed.Where(one => one.Language == language && one.InKey.IsMatch(id)))
            {
                text = language == "fr" ? FrenchNoun.Replace(text, one.From, one.To) : PlainNoun.Replace(text, one.From, one.To, language == English);
            }

            return text;
        }
    }
}
