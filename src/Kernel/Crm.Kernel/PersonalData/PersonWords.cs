using System.Globalization;
using System.Text;

namespace Crm.Kernel.PersonalData;

/// <summary>
/// Names, addresses and numbers of a person, now and formerly, by which they are recognised in texts that name no id: a searched word, a row of a file, the input of an act.
/// Capitals and accents do not count.
/// </summary>
/// <param name="names">Whole names: given and family name, as shown.</param>
/// <param name="marks">What is theirs alone: e-mail addresses, phones, identifiers of other systems.</param>
public sealed class PersonWords(IEnumerable<string> names, IEnumerable<string> marks)
{
    private const int ShortestWord = 3;
    private const int ShortestMark = 5;
    private const int DigitsOfPhone = 9;

    private readonly string[][] _names = [.. names.Select(Words).Where(words => words.Length > 0).DistinctBy(words => string.Join(' ', words))];
    private readonly string[] _marks = [.. marks.Select(Fold).Where(mark => mark.Length >= ShortestMark).Distinct()];
    private readonly string[] _phones = [.. marks.Select(Digits).Where(digits => digits.Length >= DigitsOfPhone).Select(digits => digits[^DigitsOfPhone..]).Distinct()];

    /// <summary>Whether the text is about the person: it holds one of their marks or all words of one of their names.</summary>
    public bool AreIn(string text)
    {
        if (HasMark(text))
        {
            return true;
        }

        var words = Words(text).ToHashSet(StringComparer.Ordinal);
        return words.Count > 0 && _names.Any(name => (name.Length > 1 || name[0].Length > ShortestWord) && name.All(words.Contains));
    }

    /// <summary>Whether the text may have been written to find the person: it holds one of their marks or any longer word of their names.</summary>
    public bool AreHintedIn(string text) => HasMark(text) || Words(text).Any(word => word.Length >= ShortestWord && _names.Any(name => name.Any(own => own.StartsWith(word, StringComparison.Ordinal))));

    private bool HasMark(string text)
    {
        var (folded, digits) = (Fold(text), _phones.Length == 0 ? "" : Digits(text));
        return _marks.Any(mark => folded.Contains(mark, StringComparison.Ordinal)) || _phones.Any(phone => digits.Contains(phone, StringComparison.Ordinal));
    }

    private static string[] Words(string text)
        => new string([.. Fold(text).Select(letter => char.IsLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Digits(string text) => new([.. text.Where(char.IsAsciiDigit)]);

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToLowerInvariant(letter));
            }
        }

        return folded.ToString().Normalize(NormalizationForm.FormC).Trim();
    }
}
