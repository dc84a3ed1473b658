using System.Globalization;

namespace Crm.Contacts.Addresses;

/// <summary>Writes an address in the order of its country. Tokens: L lines, Z post code, C town, c town in capitals, S region; "|" ends a line.</summary>
public static class AddressLines
{
    /// <summary>Longest line of a French address (NF Z10-011).</summary>
    public const int FrenchWidth = 38;

    private static readonly Dictionary<string, string> Patterns = new()
    {
        ["FR"] = "L|Z c", ["MC"] = "L|Z c", ["BE"] = "L|Z C", ["CH"] = "L|Z C", ["DE"] = "L|Z C", ["ES"] = "L|Z C S", ["IT"] = "L|Z C S",
        ["US"] = "L|C, S Z", ["CA"] = "L|C S Z", ["AU"] = "L|c S Z", ["NZ"] = "L|C Z", ["GB"] = "L|c|Z", ["IE"] = "L|C|Z",
        ["BR"] = "L|C - S|Z", ["LB"] = "L|C Z", ["TW"] = "Z|S C L", ["JP"] = "Z|S C L", ["CN"] = "Z|S C L", ["KR"] = "S C L|Z", ["RU"] = "L|C|S|Z", ["IN"] = "L|C Z|S",
    };

    private static readonly HashSet<string> Known = CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(culture => new RegionInfo(culture.Name).TwoLetterISORegionName).Where(code => code.Length == 2).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether there is a country of that two-letter code.</summary>
    public static bool IsCountry(string code) => Known.Contains(code);

    /// <summary>The two-letter codes of all countries.</summary>
    public static IReadOnlyCollection<string> Countries => Known;

    /// <summary>The lines from top to bottom, without the addressee; the country in capitals last when it is not the sender's.</summary>
    public static IReadOnlyList<string> Of(PostalAddress address, string fromCountry)
    {
        var pattern = Patterns.GetValueOrDefault(address.Country, "L|Z C|S");
        var lines = new List<string>();
        foreach (var part in pattern.Split('|'))
        {
            lines.AddRange(part == "L" ? address.Lines.Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => line.Trim()) : [Fill(part, address)]);
        }

        if (address.Country.Length == 2 && address.Country != fromCountry)
        {
            lines.Add(CountryName(address.Country).ToUpper(CultureInfo.CurrentUICulture));
        }

        return lines.Where(line => line.Length > 0).ToList();
    }

    /// <summary>The country's name in the user's language; the code itself when there is no such country.</summary>
    public static string CountryName(string code)
    {
        if (!IsCountry(code))
        {
            return code;
        }

        // A region tells its name in a language of its own ("België"); a culture is told in the user's, with the region behind it: "langue indéterminée (Belgique)".
        var told = CultureInfo.GetCultureInfo("und-" + code.ToUpperInvariant()).DisplayName;
        var at = told.IndexOfAny(['(', '\uff08']);
        return at < 0 ? new RegionInfo(code).EnglishName : told[(at + 1)..^1].Replace('[', '(').Replace(']', ')');
    }

    private static string Fill(string part, PostalAddress address)
    {
        var words = new System.Text.StringBuilder();
        foreach (var token in part)
        {
            words.Append(token switch
            {
                'Z' => address.Postcode.Trim(),
                'C' => address.City.Trim(),
                'c' => address.City.Trim().ToUpperInvariant(),
                'S' => address.Region.Trim(),
                'L' => string.Join(' ', address.Lines),
                _ => token.ToString(),
            });
        }

        return string.Join(' ', words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim(' ', ',', '-');
    }
}
