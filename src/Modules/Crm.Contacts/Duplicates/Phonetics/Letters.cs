using System.Text;
using Crm.Contacts.Names;

namespace Crm.Contacts.Duplicates.Phonetics;

/// <summary>What phonetic codes are made of.</summary>
internal static class Letters
{
    /// <summary>The capitals A to Z of a name, accents taken off; empty for a name in another script.</summary>
    public static string Of(string? name)
    {
        var folded = Fold.Of(name);
        return string.Create(folded.Count(char.IsAsciiLetter), folded, static (capitals, text) =>
        {
            var at = 0;
            foreach (var letter in text)
            {
                if (char.IsAsciiLetter(letter))
                {
                    capitals[at++] = char.ToUpperInvariant(letter);
                }
            }
        });
    }

    /// <summary>The words of a name in capitals, the accented letters that are named as they are, the others without their accents; an apostrophe joins, a letter of another script parts.</summary>
    public static string[] Words(string? name, string accented)
    {
        var words = new StringBuilder();
        foreach (var letter in (name ?? "").Normalize(NormalizationForm.FormC).ToUpperInvariant())
        {
            if (char.IsAsciiLetterUpper(letter) || accented.Contains(letter))
            {
                words.Append(letter);
            }
            else if (letter is not ('\'' or '’'))
            {
                words.Append(Of(letter.ToString()) is { Length: > 0 } plain ? plain : " ");
            }
        }

        return words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The text with each run of one letter told once.</summary>
    public static string Once(string text)
    {
        Span<char> kept = text.Length <= 128 ? stackalloc char[text.Length] : new char[text.Length];
        var count = 0;
        foreach (var letter in text)
        {
            if (count == 0 || kept[count - 1] != letter)
            {
                kept[count++] = letter;
            }
        }

        return new string(kept[..count]);
    }
}
