namespace Crm.Contacts.Duplicates.Similarity;

/// <summary>Damerau's distance in its simple form (optimal string alignment): letters added, dropped, changed, or two neighbours swapped.</summary>
internal static class EditDistance
{
    /// <summary>Longer texts are compared by their beginning.</summary>
    private const int Longest = 80;

    /// <summary>How many edits make one text the other.</summary>
    public static int Of(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a[..Math.Min(a.Length, Longest)];
        b = b[..Math.Min(b.Length, Longest)];
        var prefix = a.CommonPrefixLength(b);
        a = a[prefix..];
        b = b[prefix..];
        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }

        if (a.Length == 0 || b.Length == 0)
        {
            return Math.Max(a.Length, b.Length);
        }

        Span<int> rows = stackalloc int[3 * (Longest + 1)];
        return Fill(a, b, rows[..(b.Length + 1)], rows.Slice(Longest + 1, b.Length + 1), rows.Slice(2 * (Longest + 1), b.Length + 1));
    }

    /// <summary>1 for equal texts, 0 for texts without a common letter: one less the edits through the longer length.</summary>
    public static double Similarity(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var longer = Math.Min(Longest, Math.Max(a.Length, b.Length));
        return longer == 0 ? 1 : 1 - ((double)Of(a, b) / longer);
    }

    private static int Fill(ReadOnlySpan<char> a, ReadOnlySpan<char> b, Span<int> beforeLast, Span<int> last, Span<int> row)
    {
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var least = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    least = Math.Min(least, beforeLast[j - 2] + 1);
                }

                row[j] = least;
            }

            var oldest = beforeLast;
            beforeLast = last;
            last = row;
            row = oldest;
        }

        return last[b.Length];
    }
}
