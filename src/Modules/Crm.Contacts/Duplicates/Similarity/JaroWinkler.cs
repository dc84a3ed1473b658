namespace Crm.Contacts.Duplicates.Similarity;

/// <summary>The similarity of two short texts such as names, 0 to 1 (Jaro 1989, Winkler 1990): MARTHA and MARHTA 0.9611.</summary>
internal static class JaroWinkler
{
    private const int MaxPrefix = 4;
    private const double PrefixWeight = 0.1;
    private const double PrefixFrom = 0.7;
    private const int OnStack = 64;

    /// <summary>Jaro's similarity, raised for a common beginning of up to four letters when it is above 0.7.</summary>
    public static double Of(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var jaro = Jaro(a, b);
        if (jaro <= PrefixFrom)
        {
            return jaro;
        }

        var prefix = Math.Min(MaxPrefix, a.CommonPrefixLength(b));
        return jaro + (prefix * PrefixWeight * (1 - jaro));
    }

    /// <summary>Jaro's similarity: common letters within half the longer text, and how many of them stand in another order. Two empty texts are alike.</summary>
    public static double Jaro(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.Length == 0 || b.Length == 0)
        {
            return a.Length == b.Length ? 1 : 0;
        }

        var window = Math.Max(0, (Math.Max(a.Length, b.Length) / 2) - 1);
        Span<bool> taken = b.Length <= OnStack ? stackalloc bool[b.Length] : new bool[b.Length];
        Span<char> common = a.Length <= OnStack ? stackalloc char[a.Length] : new char[a.Length];
        var matches = 0;
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = Math.Max(0, i - window); j < Math.Min(b.Length, i + window + 1); j++)
            {
                if (!taken[j] && a[i] == b[j])
                {
                    taken[j] = true;
                    common[matches++] = a[i];
                    break;
                }
            }
        }

        if (matches == 0)
        {
            return 0;
        }

        var (outOfPlace, next) = (0, 0);
        for (var j = 0; j < b.Length; j++)
        {
            if (taken[j] && b[j] != common[next++])
            {
                outOfPlace++;
            }
        }

        double m = matches;
        return ((m / a.Length) + (m / b.Length) + ((m - (outOfPlace / 2)) / m)) / 3;
    }
}
