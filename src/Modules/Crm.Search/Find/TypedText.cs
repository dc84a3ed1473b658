using Crm.Kernel.Search;
using Crm.Search.Words;

namespace Crm.Search.Find;

/// <summary>What somebody typed into the search box, read for the query and for marking what was found.</summary>
internal sealed class TypedText
{
    private const int LongestText = 200;
    private const int MostWords = 8;

    private TypedText(string text, IReadOnlyList<TypedWord> words, IReadOnlyList<SearchReading> readings)
        => (Text, Words, Readings) = (text, words, readings);

    /// <summary>As typed, without blanks around it.</summary>
    public string Text { get; }

    /// <summary>The words; the last may still be being typed.</summary>
    public IReadOnlyList<TypedWord> Words { get; }

    /// <summary>Other readings of the whole: a phone number, an e-mail address.</summary>
    public IReadOnlyList<SearchReading> Readings { get; }

    /// <summary>The whole as a code, when it holds a digit; else empty.</summary>
    public string Code => Text.Any(char.IsAsciiDigit) ? WordTerms.WholeCode(Text) : "";

    /// <summary>Whether there is nothing to look for.</summary>
    public bool IsBlank => Words.Count == 0 && Readings.Count == 0;

    /// <summary>Reads a text.</summary>
    public static TypedText Of(string? text, IEnumerable<SearchReading> readings)
    {
        var typed = text?.TrimStart() ?? "";
        typed = typed.Length > LongestText ? typed[..LongestText] : typed;
        var words = Word.In(typed).Take(MostWords).ToList();
        var alone = words.TrueForAll(word => Stems.IsFilling(word.Text));
        var unfinished = typed.Length > 0 && !char.IsWhiteSpace(typed[^1]);
        var email = typed.Contains('@', StringComparison.Ordinal) ? [new SearchReading(SearchKind.Email, typed.Trim().ToLowerInvariant())] : Array.Empty<SearchReading>();
        return new TypedText(
            typed.Trim(),
            [.. words.Select((word, at) => new TypedWord(word, IsBeginning: word.IsWindow || (unfinished && at == words.Count - 1), IsNeeded: alone || !Stems.IsFilling(word.Text)))],
            [.. readings, .. email]);
    }

    /// <summary>Which of the words that word of a text answers; -1 for none.</summary>
    /// <param name="forgives">Whether slips of the pen are forgiven there.</param>
    public int Answer(Word found, bool forgives)
    {
        for (var at = 0; at < Words.Count; at++)
        {
            if (Words[at].IsAnsweredBy(found, forgives))
            {
                return at;
            }
        }

        return -1;
    }
}

/// <summary>A word that is looked for.</summary>
/// <param name="IsBeginning">It may go on: what begins with it is found too.</param>
/// <param name="IsNeeded">False for "the" and "de": what has them is better, what lacks them is found.</param>
internal sealed record TypedWord(Word Word, bool IsBeginning, bool IsNeeded)
{
    private const int ShortestForgiven = 4;
    private const int ShortestForgivenTwice = 8;

    /// <summary>The word and its stems.</summary>
    public IReadOnlyList<string> Forms { get; } = [Word.Text, .. Stems.Of(Word)];

    /// <summary>How many letters may be wrong: none in short words and in numbers.</summary>
    public int Slips => Word.IsWindow || Word.Text.Length < ShortestForgiven || Word.Text.Any(char.IsAsciiDigit) ? 0 : Word.Text.Length < ShortestForgivenTwice ? 1 : 2;

    /// <summary>Whether the word of a text is what was looked for.</summary>
    public bool IsAnsweredBy(Word found, bool forgives)
        => found.Text == Word.Text
            || (IsBeginning && found.Text.StartsWith(Word.Text, StringComparison.Ordinal))
            || Forms.Intersect([found.Text, .. Stems.Of(found)]).Any()
            || (forgives && Slips > 0 && found.Text[0] == Word.Text[0] && Distance(found.Text, Word.Text) <= Slips);

    // Letters put in, left out, changed or turned about (Damerau-Levenshtein, optimal string alignment).
    private static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                rows[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[left.Length, right.Length];
    }
}
