using System.Text;

namespace Crm.Audit.Differences;

/// <summary>
/// The shortest way from one text to another, in words (E. W. Myers, "An O(ND) difference algorithm and its variations", 1986). Texts too unlike
/// to be worth the search are given as one removal and one addition.
/// </summary>
internal static class WordDifference
{
    /// <summary>At most so many words come and go before the texts count as unlike; bounds time and memory.</summary>
    private const int MostEdits = 1000;

    public static IReadOnlyList<Run> Between(string old, string @new)
    {
        var (before, after) = (Words(old), Words(@new));
        var start = 0;
        while (start < before.Count && start < after.Count && before[start] == after[start])
        {
            start++;
        }

        var end = 0;
        while (end < before.Count - start && end < after.Count - start && before[^(end + 1)] == after[^(end + 1)])
        {
            end++;
        }

        var runs = new Runs();
        runs.Add(Fate.Kept, before.Take(start));
        Middle(before[start..^end], after[start..^end], runs);
        runs.Add(Fate.Kept, before.TakeLast(end));
        return runs.ToList();
    }

    private static void Middle(List<string> before, List<string> after, Runs runs)
    {
        if (Trace(before, after) is not { } trace)
        {
            runs.Add(Fate.Removed, before);
            runs.Add(Fate.Added, after);
            return;
        }

        var steps = new List<(Fate Fate, string Word)>();
        var (x, y) = (before.Count, after.Count);
        for (var d = trace.Count - 1; d >= 0; d--)
        {
            var (furthest, diagonal) = (trace[d], x - y);
            var down = diagonal == -d || (diagonal != d && At(furthest, diagonal - 1, d) < At(furthest, diagonal + 1, d));
            var from = d == 0 ? 0 : At(furthest, down ? diagonal + 1 : diagonal - 1, d);
            var fromY = d == 0 ? 0 : from - (down ? diagonal + 1 : diagonal - 1);
            while (x > from && y > fromY)
            {
                steps.Add((Fate.Kept, before[--x]));
                y--;
            }

            if (d > 0)
            {
                steps.Add(down ? (Fate.Added, after[--y]) : (Fate.Removed, before[--x]));
            }
        }

        steps.Reverse();
        steps.ForEach(step => runs.Add(step.Fate, [step.Word]));
    }

    /// <summary>For each number of edits d, the furthest reach on the diagonals −d…d before it; null when there are too many.</summary>
    private static List<int[]>? Trace(List<string> before, List<string> after)
    {
        var trace = new List<int[]>();
        var most = Math.Min(before.Count + after.Count, MostEdits);
        var furthest = new int[(2 * most) + 3];
        for (var d = 0; d <= most; d++)
        {
            trace.Add(furthest[(most + 1 - d)..(most + 2 + d)]);
            for (var k = -d; k <= d; k += 2)
            {
                var down = k == -d || (k != d && furthest[most + k] < furthest[most + 2 + k]);
                var x = down ? furthest[most + 2 + k] : furthest[most + k] + 1;
                var y = x - k;
                while (x < before.Count && y < after.Count && before[x] == after[y])
                {
                    (x, y) = (x + 1, y + 1);
                }

                furthest[most + 1 + k] = x;
                if (x >= before.Count && y >= after.Count)
                {
                    return trace;
                }
            }
        }

        return null;
    }

    private static int At(int[] furthest, int diagonal, int d) => furthest[diagonal + d];

    /// <summary>Words and the white space and signs between them, each as one piece: joined they are the text again.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (char.IsLetterOrDigit(text[i]))
            {
                while (i < text.Length && char.IsLetterOrDigit(text[i]))
                {
                    i++;
                }
            }
            else if (char.IsWhiteSpace(text[i]))
            {
                while (i < text.Length && char.IsWhiteSpace(text[i]))
                {
                    i++;
                }
            }
            else
            {
                i += char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
            }

            words.Add(text[start..i]);
        }

        return words;
    }

    /// <summary>Joins neighbours of one fate.</summary>
    private sealed class Runs
    {
        private readonly List<(Fate Fate, StringBuilder Text)> _runs = [];

        public void Add(Fate fate, IEnumerable<string> words)
        {
            foreach (var word in words)
            {
                if (_runs.Count == 0 || _runs[^1].Fate != fate)
                {
                    _runs.Add((fate, new StringBuilder()));
                }

                _runs[^1].Text.Append(word);
            }
        }

        public IReadOnlyList<Run> ToList() => _runs.ConvertAll(run => new Run(run.Fate, run.Text.ToString()));
    }
}
