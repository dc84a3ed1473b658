namespace Crm.Contacts.Duplicates.Phonetics;

/// <summary>A set of capitals, and of the figures that some codes have for a sound, a bit each, and perhaps the edge of the word.</summary>
internal readonly record struct LetterSet(ulong Bits)
{
    private const string Vowels = "AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŸŒÆ";
    private const string Consonants = "BCDFGHJKLMNPQRSTVWXZÇ";
    private const ulong Edge = 1UL << 63;
    private const ulong Other = 1UL << 62;
    private const ulong Any = Edge - 1;

    private static readonly ulong[] BitOf = Numbered(Vowels + Consonants + "12345-");

    /// <summary>Whether a word has a letter of the set at a place; before and after the word is its edge.</summary>
    public bool Has(string word, int at) => (Bits & ((uint)at < (uint)word.Length ? Of(word[at]) : Edge)) != 0;

    /// <summary>The letters of a word.</summary>
    public static ulong Of(string word)
    {
        var bits = 0UL;
        foreach (var letter in word)
        {
            bits |= Of(letter);
        }

        return bits;
    }

    /// <summary>The sets that a sequence such as <c>#c[AE]</c> names, one a letter.</summary>
    public static LetterSet[] Parse(string sequence)
    {
        var sets = new List<LetterSet>();
        for (var at = 0; at < sequence.Length; at++)
        {
            if (sequence[at] != '[')
            {
                sets.Add(new(Named(sequence[at])));
                continue;
            }

            var end = sequence.IndexOf(']', at);
            var without = sequence[at + 1] == '^';
            var named = sequence[(at + (without ? 2 : 1))..end].Aggregate(0UL, (bits, sign) => bits | Named(sign));
            sets.Add(new(without ? Any & ~named : named));
            at = end;
        }

        return [.. sets];
    }

    private static ulong Named(char sign) => sign switch { '#' => Edge, '.' => Any, 'v' => Of(Vowels), 'c' => Of(Consonants), _ => Of(sign) };

    private static ulong Of(char letter) => letter < BitOf.Length ? BitOf[letter] : Other;

    private static ulong[] Numbered(string letters)
    {
        var bits = new ulong['Ÿ' + 1];
        Array.Fill(bits, Other);
        for (var i = 0; i < letters.Length; i++)
        {
            bits[letters[i]] = 1UL << i;
        }

        return bits;
    }
}
