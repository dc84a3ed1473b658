using System.Text;

namespace Crm.Contacts.Duplicates.Phonetics;

/// <summary>
/// Phonex (F. Brouard): the sound of a French name in full, finer than <see cref="Soundex2"/>; 1 to 5 stand for nasal vowels, oi, ou and ch. Two spellings of one name share it.
/// </summary>
internal static class Phonex
{
    private static readonly SoundRules Sounds = SoundRules.Parse("""
        -- H is heard after P, C and S, and at the beginning; G is hard before an
        H > ∅ / [^PCS]_
        PH > F
        G > K / _AN|AM|AIN|AIM
        AIN|EIN|AIM|EIM > YN / _[AEIOU]
        EAU > O
        OUA > 2
        EIN|AIN|EIM|AIM > 4
        EI|AI > Y
        ER > YR
        ET > YT
        EZ > YZ
        ESS > YS
        -- nasal vowels
        AN > 1 / _[^AEIOU1234]
        ON > 1 / _[^AEIOU1234]
        EN > 1 / _[^AEIOU1234]
        AM > 1 / _[^AEIOU1234]
        EM > 1 / _[^AEIOU1234]
        IN > 4 / _[^AEIOU1234]
        S > Z / [AEIOUY1234]_[AEIOUY1234]
        OE > E
        EU > E
        AU > O
        OI|OY > 2
        OU > 3
        SCH|CH|SH > 5
        SS > S
        SC > S / _[EIY]
        GU|QU|Q|C > K
        G > K / _[AOY]
        -- what sounds alike is one
        A > O
        D|P > T
        J > G
        B|V > F
        M > N
        """);

    /// <summary>The code; empty for a name without a Latin letter.</summary>
    public static string Of(string? name)
    {
        var code = Letters.Once(Sounds.Rewrite(Spell(name)));
        return code.Length > 1 && code[^1] is 'T' or 'X' ? code[..^1] : code;
    }

    // The accents on e make the sound Y, which is written I; other accents fall.
    private static string Spell(string? name)
    {
        var letters = new StringBuilder();
        foreach (var letter in (name ?? "").ToUpperInvariant().Replace("Œ", "OE", StringComparison.Ordinal).Replace("Æ", "E", StringComparison.Ordinal))
        {
            var plain = letter is 'É' or 'È' or 'Ê' or 'Ë' ? 'Y' : char.IsAscii(letter) ? letter : letter.ToString().Normalize(NormalizationForm.FormD)[0];
            if (char.IsAsciiLetterUpper(plain))
            {
                letters.Append(plain == 'Y' ? 'I' : plain);
            }
        }

        return letters.ToString();
    }
}
