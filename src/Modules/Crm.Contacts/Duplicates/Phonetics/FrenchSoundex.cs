namespace Crm.Contacts.Duplicates.Phonetics;

/// <summary>
/// Soundex with the consonant classes of French (F. Brouard, « L'art des soundex »): the first letter and three digits, so that Dupont and Dupond are both D153.
/// </summary>
internal static class FrenchSoundex
{
    private const int Length = 4;
    private const char Vowel = '0';
    private const char Silent = '-';

    /// <summary>The code, four characters; empty for a name without a Latin letter.</summary>
    public static string Of(string? name)
    {
        var letters = Letters.Of(name?.Replace('ç', 's').Replace('Ç', 'S').Replace('œ', 'e').Replace('Œ', 'E'));
        if (letters.Length == 0)
        {
            return "";
        }

        Span<char> code = [letters[0], '0', '0', '0'];
        var (written, last) = (1, ClassOf(letters[0]));
        for (var i = 1; i < letters.Length && written < Length; i++)
        {
            var sound = ClassOf(letters[i]);
            if (sound == Silent)
            {
                continue;
            }

            if (sound != last && sound != Vowel)
            {
                code[written++] = sound;
            }

            last = sound;
        }

        return new string(code);
    }

    private static char ClassOf(char letter) => letter switch
    {
        'B' or 'P' => '1',
        'C' or 'K' or 'Q' => '2',
        'D' or 'T' => '3',
        'L' => '4',
        'M' or 'N' => '5',
        'R' => '6',
        'G' or 'J' => '7',
        'S' or 'X' or 'Z' => '8',
        'F' or 'V' => '9',
        'H' or 'W' => Silent,
        _ => Vowel,
    };
}
