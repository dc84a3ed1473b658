using System.Globalization;
using System.Text;

namespace Crm.Contacts.Duplicates.Phonetics;

/// <summary>
/// Phonex (F. Brouard): the sound of a French name in full, finer than <see cref="Soundex2"/>; 1 to 5 stand for nasal vowels, oi, ou and ch. Two spellings of one name share it.
/// </summary>
internal static class Phonex
{
    private const string Vowels = "AEIOU";

    /// <summary>The code; empty for a name without a Latin letter.</summary>
    public static string Of(string? name)
    {
        var word = new Word(Spell(name));
        word.Silence();
        word.Replace("PH", "F");
        word.Harden();
        word.NasalBeforeVowel();
        word.Replace("EAU", "O").Replace("OUA", "2");
        word.Replace("EIN", "4").Replace("AIN", "4").Replace("EIM", "4").Replace("AIM", "4");
        word.Replace("EI", "Y").Replace("AI", "Y").Replace("ER", "YR").Replace("ET", "YT").Replace("EZ", "YZ").Replace("ESS", "YS");
        word.Nasal("AN", '1').Nasal("ON", '1').Nasal("EN", '1').Nasal("AM", '1').Nasal("EM", '1').Nasal("IN", '4');
        word.Voice();
        word.Replace("OE", "E").Replace("EU", "E").Replace("AU", "O").Replace("OI", "2").Replace("OY", "2").Replace("OU", "3");
        word.Replace("SCH", "5").Replace("CH", "5").Replace("SH", "5").Replace("SS", "S");
        word.Replace("SCE", "SE").Replace("SCI", "SI").Replace("SCY", "SY");
        word.Replace("GU", "K").Replace("QU", "K").Replace("Q", "K").Replace("C", "K").Replace("GA", "KA").Replace("GO", "KO").Replace("GY", "KY");
        return word.Close();
    }

    // The accents on e make the sound Y, which the next step writes I; other accents fall.
    private static string Spell(string? name)
    {
        var letters = new StringBuilder();
        foreach (var letter in (name ?? "").ToUpperInvariant().Replace("Œ", "OE", StringComparison.Ordinal).Replace("Æ", "E", StringComparison.Ordinal))
        {
            var plain = letter is 'É' or 'È' or 'Ê' or 'Ë' ? 'Y' : letter.ToString().Normalize(NormalizationForm.FormD)[0];
            if (char.IsAsciiLetterUpper(plain))
            {
                letters.Append(plain == 'Y' ? 'I' : plain);
            }
        }

        return letters.ToString();
    }

    private static bool IsVowelOrNasal(char letter) => Vowels.Contains(letter) || letter is >= '1' and <= '4';

    private sealed class Word(string letters)
    {
        private string _letters = letters;

        public Word Replace(string written, string heard)
        {
            _letters = _letters.Replace(written, heard, StringComparison.Ordinal);
            return this;
        }

        // H is heard after P, C and S, and at the beginning.
        public void Silence() => Rewrite((text, at) => text[at] == 'H' && at > 0 && text[at - 1] is not ('P' or 'C' or 'S') ? (1, "") : null);

        // G is hard before an, am, ain, aim.
        public void Harden() => Rewrite((text, at) => text[at] == 'G' && Begins(text, at + 1, "AN", "AM", "AIN", "AIM") ? (1, "K") : null);

        public void NasalBeforeVowel() => Rewrite((text, at)
            => Begins(text, at, "AIN", "EIN", "AIM", "EIM") && at + 3 < text.Length && Vowels.Contains(text[at + 3]) ? (3, "YN") : null);

        public Word Nasal(string written, char heard)
        {
            Rewrite((text, at) => Begins(text, at, written) && at + 2 < text.Length && !IsVowelOrNasal(text[at + 2]) ? (2, heard.ToString(CultureInfo.InvariantCulture)) : null);
            return this;
        }

        // S between vowels is heard Z.
        public void Voice() => Rewrite((text, at) => text[at] == 'S' && at > 0 && at + 1 < text.Length && IsOpen(text[at - 1]) && IsOpen(text[at + 1]) ? (1, "Z") : null);

        public string Close()
        {
            var code = new StringBuilder(_letters);
            for (var i = 0; i < code.Length; i++)
            {
                code[i] = code[i] switch { 'A' => 'O', 'D' or 'P' => 'T', 'J' => 'G', 'B' or 'V' => 'F', 'M' => 'N', var other => other };
            }

            var once = Letters.Once(code.ToString());
            return once.Length > 1 && once[^1] is 'T' or 'X' ? once[..^1] : once;
        }

        private static bool IsOpen(char letter) => letter == 'Y' || IsVowelOrNasal(letter);

        private static bool Begins(string text, int at, params ReadOnlySpan<string> words)
        {
            foreach (var word in words)
            {
                if (string.CompareOrdinal(text, at, word, 0, word.Length) == 0)
                {
                    return true;
                }
            }

            return false;
        }

        private void Rewrite(Func<string, int, (int Taken, string Heard)?> rule)
        {
            var written = new StringBuilder(_letters.Length);
            for (var at = 0; at < _letters.Length;)
            {
                var (taken, heard) = rule(_letters, at) ?? (1, _letters[at].ToString(CultureInfo.InvariantCulture));
                written.Append(heard);
                at += taken;
            }

            _letters = written.ToString();
        }
    }
}
