namespace Crm.Contacts.Duplicates.Linkage;

/// <summary>
/// Learns the weights from the records themselves, without labels: m, h and the priors by expectation and maximisation over the compared pairs, u from random pairs,
/// out of which the share of true matches is taken again at each step (small files are full of them).
/// </summary>
internal static class Estimation
{
    /// <summary>Fewer records than this teach nothing: the usual weights stand.</summary>
    public const int FewestRecords = 200;

    private const int Steps = 40;

    /// <summary>The usual weights count as so many pairs, so that a level seldom met keeps a sensible value.</summary>
    private const double UsualPairs = 10;

    /// <summary>Beside what is seen the usual weights count so much: without labels the kinds of pairs could change places.</summary>
    private const double Trust = 0.5;

    private const double Least = 1e-7;

    /// <summary>One record in a hundred has a double, at least; at most each has ten.</summary>
    private const double LeastShare = 0.02;

    private const double MostShare = 20;

    /// <summary>The weights after the last step.</summary>
    /// <param name="compared">How often each comparison vector occurs among the compared pairs.</param>
    /// <param name="random">The same among random pairs.</param>
    /// <param name="records">How many records there are.</param>
    public static Weights Learn(IReadOnlyDictionary<ulong, int> compared, IReadOnlyDictionary<ulong, int> random, int records, Dictionary<FieldKind, Dictionary<string, double>> frequencies)
    {
        var (weights, seen) = (Weights.UsualFor(records), Random(random));
        for (var step = 0; step < Steps; step++)
        {
            weights = Step(weights, compared, seen, records);
        }

        return new Weights
        {
            Match = weights.Match, Stranger = weights.Stranger, Relative = weights.Relative, PriorMatch = weights.PriorMatch, PriorRelative = weights.PriorRelative, Frequencies = frequencies,
        };
    }

    private static Weights Step(Weights weights, IReadOnlyDictionary<ulong, int> compared, double[][] seen, int records)
    {
        var (match, relative, matches, relatives, allPairs) = (Zeros(), Zeros(), 0.0, 0.0, records * (records - 1.0) / 2);
        foreach (var (vector, count) in compared)
        {
            var (one, household) = weights.Shares(vector);
            if (HouseholdRule.Excludes(vector))
            {
                (one, household) = (0, household / (1 - Math.Min(one, 0.999999)));
            }

            matches += one * count;
            relatives += household * count;
            Add(match, vector, one * count);
            Add(relative, vector, household * count);
        }

        Normalise(match, Weights.Usual.Match, Trust);
        Normalise(relative, Weights.Usual.Relative, Trust);
        var stranger = Without(seen, match, matches / allPairs);

        // What tells members of a household apart is theirs alone; only twins share the day.
        relative[(int)FieldKind.GivenName] = stranger[(int)FieldKind.GivenName];
        relative[(int)FieldKind.BirthDate] = Weights.Usual.Relative[(int)FieldKind.BirthDate];
        return new Weights
        {
            Match = match, Stranger = stranger, Relative = relative,
            PriorMatch = Math.Clamp(matches / allPairs, LeastShare / records, MostShare / records), PriorRelative = Math.Clamp(relatives / allPairs, LeastShare / records, MostShare / records),
        };
    }

    private static double[][] Zeros() => [.. FieldKinds.All.Select(kind => new double[FieldKinds.Levels(kind) + 1])];

    private static void Add(double[][] sums, ulong vector, double expected)
    {
        foreach (var kind in FieldKinds.All)
        {
            sums[(int)kind][Comparison.Level(vector, kind)] += expected;
        }
    }

    private static void Normalise(double[][] sums, double[][] usual, double trust)
    {
        foreach (var kind in FieldKinds.All)
        {
            var row = sums[(int)kind];
            var seen = row.Skip(1).Sum();
            var prior = UsualPairs + (seen * trust);
            for (var level = 1; level < row.Length; level++)
            {
                row[level] = (row[level] + (prior * usual[(int)kind][level])) / (seen + prior);
            }
        }
    }

    private static double[][] Random(IReadOnlyDictionary<ulong, int> vectors)
    {
        var sums = Zeros();
        foreach (var (vector, count) in vectors)
        {
            Add(sums, vector, count);
        }

        Normalise(sums, Weights.Usual.Stranger, 0);
        return sums;
    }

    private static double[][] Without(double[][] seen, double[][] match, double matches)
    {
        var strangers = Zeros();
        foreach (var kind in FieldKinds.All)
        {
            var (row, floor) = (strangers[(int)kind], Weights.Usual.Stranger[(int)kind]);
            for (var level = 1; level < row.Length; level++)
            {
                row[level] = Math.Max(Math.Max(Least, floor[level] / 50), (seen[(int)kind][level] - (matches * match[(int)kind][level])) / (1 - matches));
            }

            var total = row.Sum();
            for (var level = 1; level < row.Length; level++)
            {
                row[level] /= total;
            }
        }

        return strangers;
    }
}
