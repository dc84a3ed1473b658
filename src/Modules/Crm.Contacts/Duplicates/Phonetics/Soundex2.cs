using System.Text;

namespace Crm.Contacts.Duplicates.Phonetics;

/// <summary>
/// Soundex 2 (F. Brouard, « L'art des soundex »): up to four letters that say how a French name sounds. Coarse: it gathers whom to compare, never decides.
/// </summary>
internal static class Soundex2
{
    private const int Length = 4;

    private static readonly (string Written, string Heard)[] Groups =
    [
        ("GUI", "KI"), ("GUE", "KE"), ("GA", "KA"), ("GO", "KO"), ("GU", "K"), ("CA", "KA"), ("CO", "KO"), ("CU", "KU"), ("Q", "K"), ("CC", "K"), ("CK", "K"),
    ];

    private static readonly (string Written, string Heard)[] Beginnings =
    [
        ("MAC", "MCC"), ("SCH", "SSS"), ("ASA", "AZA"), ("KN", "NN"), ("PH", "FF"), ("PF", "FF"),
    ];

    /// <summary>The code; empty for a name without a Latin letter.</summary>
    public static string Of(string? name)
    {
        var letters = Letters.Of(name);
        if (letters.Length == 0)
        {
            return "";
        }

        foreach (var (written, heard) in Groups)
        {
            letters = letters.Replace(written, heard, StringComparison.Ordinal);
        }

        var code = new StringBuilder(letters);
        for (var i = 1; i < code.Length; i++)
        {
            code[i] = code[i] is 'E' or 'I' or 'O' or 'U' ? 'A' : code[i];
        }

        Begin(code);
        DropSilent(code);
        if (code[^1] is 'A' or 'D' or 'T' or 'S')
        {
            code.Length--;
        }

        if (code.Length == 0)
        {
            return letters[..1];
        }

        var heardOnce = Letters.Once(code[0] + code.ToString(1, code.Length - 1).Replace("A", "", StringComparison.Ordinal));
        return heardOnce.Length > Length ? heardOnce[..Length] : heardOnce;
    }

    private static void Begin(StringBuilder code)
    {
        foreach (var (written, heard) in Beginnings)
        {
            if (code.Length >= written.Length && code.ToString(0, written.Length) == written)
            {
                code.Remove(0, written.Length).Insert(0, heard);
            }
        }
    }

    // An H is heard after C and S only, a Y after a vowel only.
    private static void DropSilent(StringBuilder code)
    {
        Drop(code, 'H', before => before is 'C' or 'S');
        Drop(code, 'Y', before => before is 'A');
    }

    private static void Drop(StringBuilder code, char letter, Func<char, bool> isHeardAfter)
    {
        for (var i = 1; i < code.Length; i++)
        {
            if (code[i] == letter && !isHeardAfter(code[i - 1]))
            {
                code.Remove(i, 1);
            }
        }
    }
}
