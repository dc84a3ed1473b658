using System.Globalization;

namespace Crm.Contacts.Segments.Rules;

/// <summary>Countries and languages to choose from, by their names in the reader's language.</summary>
internal static class Places
{
    private static readonly string[] s_countries = [.. CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(culture => new RegionInfo(culture.Name).TwoLetterISORegionName).Where(code => code.Length == 2 && code.All(char.IsAsciiLetterUpper)).Distinct().Order(StringComparer.Ordinal)];

    private static readonly string[] s_languages = ["ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hr", "hu", "it", "ja", "ko", "lt", "lv", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh"];

    public static IReadOnlyList<SegmentChoice> Countries() => Named(s_countries, ContactLabels.Country);

    public static IReadOnlyList<SegmentChoice> Languages() => Named(s_languages, ContactLabels.Language);

    private static List<SegmentChoice> Named(string[] codes, Func<string?, string> name)
        => [.. codes.Select(code => new SegmentChoice(code, name(code))).OrderBy(choice => choice.Text, StringComparer.CurrentCulture)];
}
