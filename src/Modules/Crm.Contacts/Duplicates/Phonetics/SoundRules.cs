using System.Text;

namespace Crm.Contacts.Duplicates.Phonetics;

/// <summary>A table of <see cref="SoundRule"/>, one a line; a line that begins with -- is a remark. A word is either rewritten by one rule after the other or transcribed from left to right.</summary>
internal sealed class SoundRules
{
    private readonly SoundRule[] _rules;
    private readonly SoundRule[]?[] _byLetter;

    private SoundRules(SoundRule[] rules)
    {
        _rules = rules;
        var beginnings = rules.SelectMany(rule => rule.Beginnings, (rule, letter) => (Letter: letter, Rule: rule)).ToLookup(one => one.Letter, one => one.Rule);
        _byLetter = new SoundRule[]?[beginnings.Max(one => one.Key) + 1];
        foreach (var letter in beginnings)
        {
            _byLetter[letter.Key] = [.. letter];
        }
    }

    /// <summary>The table; <see cref="FormatException"/> when a line is no rule.</summary>
    public static SoundRules Parse(string table)
        => new([.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => !line.StartsWith("--", StringComparison.Ordinal)).Select(SoundRule.Parse)]);

    /// <summary>The word after each rule in turn has been applied all along it; each sees what those before it left.</summary>
    public string Rewrite(string word)
    {
        var letters = LetterSet.Of(word);
        foreach (var rule in _rules)
        {
            if ((rule.Needed & ~letters) != 0)
            {
                continue;
            }

            var rewritten = Rewrite(word, rule);
            if (!ReferenceEquals(rewritten, word))
            {
                word = rewritten;
                letters = LetterSet.Of(word);
            }
        }

        return word;
    }

    /// <summary>What is heard of the word: at each letter the first rule that applies, which sees the word as it is written; a letter without a rule stands for itself.</summary>
    public string Transcribe(string word)
    {
        var heard = new StringBuilder(word.Length + 4);
        for (var at = 0; at < word.Length;)
        {
            var taken = 0;
            foreach (var rule in word[at] < _byLetter.Length ? _byLetter[word[at]] ?? [] : [])
            {
                taken = rule.Takes(word, at);
                if (taken > 0)
                {
                    heard.Append(rule.Heard);
                    break;
                }
            }

            if (taken == 0)
            {
                heard.Append(word[at]);
                taken = 1;
            }

            at += taken;
        }

        return heard.ToString();
    }

    private static string Rewrite(string word, SoundRule rule)
    {
        StringBuilder? rewritten = null;
        var copied = 0;
        for (var at = 0; at < word.Length;)
        {
            var taken = rule.Takes(word, at);
            if (taken == 0)
            {
                at++;
                continue;
            }

            rewritten = (rewritten ?? new StringBuilder(word.Length + 4)).Append(word, copied, at - copied).Append(rule.Heard);
            at = copied = at + taken;
        }

        return rewritten is null ? word : rewritten.Append(word, copied, word.Length - copied).ToString();
    }
}
