namespace Crm.Contacts.Duplicates.Phonetics;

/// <summary>
/// One rule of sound, in the notation of phonology: <c>written > heard / left_right</c>, e.g. <c>S > Z / v_v</c>, an S between vowels is heard Z.
/// Alternatives stand between |, several contexts between blanks; ∅ is nothing heard, # the word's edge, . any letter, v a vowel, c a consonant, [AB] one of, [^AB] none of and no edge.
/// A rule may end in <c>if W|#VAN</c> or <c>unless …</c>: whether the word has one of these, # again its edge.
/// </summary>
internal sealed class SoundRule
{
    private readonly string[] _written;
    private readonly Context[] _contexts;
    private readonly string[] _words;
    private readonly bool _wordsWanted;

    private SoundRule(string rule)
    {
        (rule, _words, _wordsWanted) = Condition(rule);
        var parts = rule.Split(" / ");
        var sounds = parts[0].Split(" > ");
        if (sounds.Length != 2 || parts.Length > 2)
        {
            throw new FormatException($"'{rule}' is no rule of sound.");
        }

        _written = sounds[0].Trim().Split('|');
        Heard = sounds[1].Trim().Replace("∅", "", StringComparison.Ordinal);
        _contexts = parts.Length == 1 ? [] : [.. parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Context.Parse)];
        Needed = _written.Aggregate(ulong.MaxValue, (all, written) => all & LetterSet.Of(written));
    }

    /// <summary>What is heard instead of what is written.</summary>
    public string Heard { get; }

    /// <summary>The letters without which the rule cannot apply, as <see cref="LetterSet.Of(string)"/>.</summary>
    public ulong Needed { get; }

    /// <summary>The letters with which what is written begins.</summary>
    public IEnumerable<char> Beginnings => _written.Select(written => written[0]).Distinct();

    /// <summary>The rule; <see cref="FormatException"/> when it is none.</summary>
    public static SoundRule Parse(string rule) => new(rule);

    /// <summary>How many letters the rule takes at a place of a word; 0 when it does not apply there.</summary>
    public int Takes(string word, int at)
    {
        foreach (var written in _written)
        {
            if (word[at] == written[0] && word.AsSpan(at).StartsWith(written, StringComparison.Ordinal) && FitsAny(word, at, at + written.Length) && _wordsWanted == HasAnyWord(word))
            {
                return written.Length;
            }
        }

        return 0;
    }

    private static (string Rule, string[] Words, bool Wanted) Condition(string rule)
    {
        foreach (var (sign, wanted) in new[] { (" if ", true), (" unless ", false) })
        {
            if (rule.IndexOf(sign, StringComparison.Ordinal) is var at and > 0)
            {
                return (rule[..at], rule[(at + sign.Length)..].Trim().Split('|'), wanted);
            }
        }

        return (rule, [], false);
    }

    private bool FitsAny(string word, int begin, int end)
    {
        foreach (var context in _contexts)
        {
            if (context.Fits(word, begin, end))
            {
                return true;
            }
        }

        return _contexts.Length == 0;
    }

    private bool HasAnyWord(string word)
    {
        foreach (var part in _words)
        {
            if (part[0] == '#' ? word.AsSpan().StartsWith(part.AsSpan(1)) : part[^1] == '#' ? word.AsSpan().EndsWith(part.AsSpan(0, part.Length - 1)) : word.Contains(part, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Context(LetterSet[][] Left, LetterSet[][] Right)
    {
        public static Context Parse(string context) => context.Split('_') is [var left, var right]
            ? new(Sequences(left), Sequences(right))
            : throw new FormatException($"'{context}' is no context of a rule of sound.");

        public bool Fits(string word, int begin, int end) => FitsAny(Left, word, begin, endsThere: true) && FitsAny(Right, word, end, endsThere: false);

        private static LetterSet[][] Sequences(string side) => side.Length == 0 ? [] : [.. side.Split('|').Select(LetterSet.Parse)];

        private static bool FitsAny(LetterSet[][] sequences, string word, int at, bool endsThere)
        {
            foreach (var sequence in sequences)
            {
                var fits = true;
                var begin = endsThere ? at - sequence.Length : at;
                for (var i = 0; fits && i < sequence.Length; i++)
                {
                    fits = sequence[i].Has(word, begin + i);
                }

                if (fits)
                {
                    return true;
                }
            }

            return sequences.Length == 0;
        }
    }
}
