using System.Globalization;
using System.Text;
using Crm.Kernel.Localization;
using Crm.Kernel.Settings;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Names;

/// <summary>A name in a language, as a form asks for it.</summary>
internal sealed class LanguageName
{
    public string Culture { get; set; } = "";

    /// <summary>The language's own name.</summary>
    public string? Language { get; set; }

    public string? Name { get; set; }
}

/// <summary>Names that an admin gives in each language of the site: of stages, of kinds of relation. One that the product brings has none by language and is translated.</summary>
internal static class NamesByLanguage
{
    /// <summary>The name in the reader's language.</summary>
    public static string Of(string name, IReadOnlyDictionary<string, string> names, IStringLocalizer s)
    {
        for (var culture = CultureInfo.CurrentUICulture; culture.Name.Length > 0; culture = culture.Parent)
        {
            if (names.GetValueOrDefault(culture.Name) is { Length: > 0 } own)
            {
                return own;
            }
        }

        // The names that the product brings are translated; a test of texts sees that all went through here.
        return s[name];
    }

    /// <summary>The name in a language; blank when it has none of its own there.</summary>
    public static string In(CultureInfo culture, string name, IReadOnlyDictionary<string, string> names, IStringLocalizer s)
    {
        var reader = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = culture;
            return names.Count > 0 ? names.GetValueOrDefault(culture.Name) ?? "" : name.Length == 0 ? "" : Of(name, names, s);
        }
        finally
        {
            CultureInfo.CurrentUICulture = reader;
        }
    }

    /// <summary>What a form asks: a name for each language of the site, the first one first; what was typed, else what is known.</summary>
    public static List<LanguageName> Ask(SiteSettings site, IEnumerable<LanguageName> typed, Func<CultureInfo, string> known)
    {
        var names = typed.ToLookup(name => name.Culture, name => name.Name, StringComparer.OrdinalIgnoreCase);
        return [.. SiteLanguages.Of(site).Select(culture => new LanguageName { Culture = culture.Name, Language = culture.NativeName, Name = names.Contains(culture.Name) ? names[culture.Name].First() : known(culture) })];
    }

    /// <summary>What was typed, by language.</summary>
    public static Dictionary<string, string> Read(IEnumerable<LanguageName> typed)
        => typed.Where(name => !string.IsNullOrWhiteSpace(name.Name)).DistinctBy(name => name.Culture).ToDictionary(name => name.Culture, name => name.Name!.Trim());

    /// <summary>A key made of a name: "Ancien client" → "ancien-client".</summary>
    /// <param name="word">Stands in a numbered key for a name in another script, which gives none of its own.</param>
    /// <param name="isTaken">Whether a numbered key is another's.</param>
    public static string KeyOf(string? name, int longest, string word, Func<string, bool> isTaken)
    {
        var key = new StringBuilder();
        foreach (var letter in Fold.Of(name))
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                key.Append(letter);
            }
            else if (key.Length > 0 && key[^1] != '-')
            {
                key.Append('-');
            }
        }

        var text = key.ToString().Trim('-');
        return text.Length > longest ? text[..longest].Trim('-') : text.Length > 0 || string.IsNullOrWhiteSpace(name) ? text
            : Enumerable.Range(1, int.MaxValue).Select(number => $"{word}-{number}").First(free => !isTaken(free));
    }
}
