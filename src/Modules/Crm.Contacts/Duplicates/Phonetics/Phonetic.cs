using System.Text.RegularExpressions;

namespace Crm.Contacts.Duplicates.Phonetics;

/// <summary>
/// Phonetic (É. Bergé, v1.2, 2007, under the MIT licence): the sound of a French word in letters that can be read, tried by its author on 70,000 words of a dictionary. Sceau, seau, sot and saut are all SO.
/// </summary>
internal static partial class Phonetic
{
    // The author's words of their own.
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["CD"] = "CD",
        ["BD"] = "BD",
        ["BV"] = "BV",
        ["TABAC"] = "TABA",
        ["FEU"] = "FE",
        ["FE"] = "FE",
        ["FER"] = "FER",
        ["FIEF"] = "FIEF",
        ["FJORD"] = "FJORD",
        ["GOAL"] = "GOL",
        ["FLEAU"] = "FLEO",
        ["HIER"] = "IER",
        ["HEU"] = "E",
        ["HE"] = "E",
        ["OS"] = "OS",
        ["RIZ"] = "RI",
        ["RAZ"] = "RA",
        ["ECHO"] = "EKO",
    };

    /// <summary>The code; empty for a name without a Latin letter, and for one of which nothing is heard.</summary>
    public static string Of(string? name)
    {
        var word = Letters.Of(name?.Replace("œ", "oeu", StringComparison.Ordinal).Replace("Œ", "OEU", StringComparison.Ordinal).Replace("æ", "e", StringComparison.Ordinal)
            .Replace("Æ", "E", StringComparison.Ordinal).Replace('ç', 's').Replace('Ç', 'S'));
        var plain = Letters.Once(PhoneticRules.Spelling.Rewrite(word));
        if (Exceptions.TryGetValue(plain, out var exception))
        {
            return exception;
        }

        var stem = PhoneticRules.Endings.Rewrite(PhoneticRules.Sounds.Rewrite(plain));
        var code = Letters.Once(PhoneticRules.LastEndings.Rewrite(stem));
        return code switch
        {
            "FUEL" => "FIOUL",
            "O" => code,
            { Length: > 1 } => code,
            _ => Short(word, stem),
        };
    }

    // What is left of a short word says too little: an abbreviation stays as it is, another keeps more of itself.
    private static string Short(string word, string stem)
        => Abbreviation().IsMatch(word) ? word
            : word.Length is 3 or 4 && Syllable().IsMatch(word) ? word[..^1]
            : stem.Length > 1 ? stem : "";

    [GeneratedRegex("[BCDFGHJ-NP-TV-Z]{3}")]
    private static partial Regex Abbreviation();

    [GeneratedRegex("[DFJLMPRSV][AEIOU]")]
    private static partial Regex Syllable();
}
