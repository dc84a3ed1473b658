using System.Collections.Concurrent;

namespace Crm.Contacts.Duplicates.Linkage;

/// <summary>Finds who stands in a set of records more than once. No input or output: rows of a file and people of a tenant are the same to it.</summary>
/// <param name="today">The day by which children are told from the grown-up.</param>
internal sealed class RecordLinkage(DateOnly today)
{
    /// <summary>From here on two records are held to be one person: probability 0.8.</summary>
    public const double Link = 2;

    /// <summary>From here on a pair is worth a look: probability 0.5.</summary>
    public const double Review = 0;

    /// <summary>What the members of two groups must reach on average to become one.</summary>
    private const double Together = 0;

    /// <summary>Compared pairs below this score under the usual weights are counted and forgotten; it keeps memory in bounds.</summary>
    private const double KeepFrom = -10;

    private const double Impossible = -20;
    private const int RandomPairs = 200_000;

    /// <summary>What was found.</summary>
    /// <param name="Groups">The places of the records that are one person, by two and more.</param>
    /// <param name="Compared">How many pairs were compared.</param>
    public sealed record Result(IReadOnlyList<IReadOnlyList<int>> Groups, long Compared, Weights Weights);

    /// <summary>Blocks, compares, learns the weights, decides and groups.</summary>
    /// <param name="mayPair">Which records may be one, by their places; null for all.</param>
    public Result Run(IReadOnlyList<LinkRecord> records, Func<int, int, bool>? mayPair = null, CancellationToken cancellationToken = default)
    {
        mayPair ??= static (_, _) => true;
        var candidates = new Candidates(records, mayPair);
        var pairs = candidates.Compare(vector => !HouseholdRule.Excludes(vector) && Weights.Usual.Score(vector) >= KeepFrom, cancellationToken);
        var weights = records.Count < Estimation.FewestRecords
            ? Weights.UsualFor(records.Count)
            : Estimation.Learn(candidates.Vectors, RandomVectors(records, mayPair), records.Count, Frequencies(records));
        var links = Links(records, pairs, weights);
        var clusters = Clusters.Of(records.Count, links, (a, b) => mayPair(a, b) ? Score(records[a], records[b], weights) : 0, Together);
        return new Result([.. clusters.Groups], candidates.Vectors.Values.Sum(count => (long)count), weights);
    }

    /// <summary>The score of two records, in bits; far below any threshold for two that cannot be one person.</summary>
    public double Score(LinkRecord a, LinkRecord b, Weights weights) => Score(a, b, Comparison.Of(a, b), weights);

    /// <summary>The share of each name and town among the records that have one; under "" what the rarest has.</summary>
    public static Dictionary<FieldKind, Dictionary<string, double>> Frequencies(IReadOnlyList<LinkRecord> records)
        => FieldKinds.All.Where(FieldKinds.HasFrequencies).ToDictionary(kind => kind, kind =>
        {
            var values = records.Select(record => record[kind]?.Text).OfType<string>().ToList();
            var shares = values.CountBy(value => value).ToDictionary(count => count.Key, count => (double)count.Value / values.Count);
            shares[""] = values.Count == 0 ? 1 : 1.0 / values.Count;
            return shares;
        });

    private double Score(LinkRecord a, LinkRecord b, ulong vector, Weights weights)
        => HouseholdRule.Apply(weights.Score(a, b, vector), a, b, vector, today, Impossible, Review);

    private List<(int A, int B, double Score)> Links(IReadOnlyList<LinkRecord> records, List<CandidatePair> pairs, Weights weights)
    {
        var links = new ConcurrentBag<(int, int, double)>();
        Parallel.ForEach(pairs, pair =>
        {
            var score = Score(records[pair.A], records[pair.B], pair.Vector, weights);
            if (score >= Link)
            {
                links.Add((pair.A, pair.B, score));
            }
        });
        return [.. links];
    }

    // The same pairs in each run: a seed of its own.
    private static Dictionary<ulong, int> RandomVectors(IReadOnlyList<LinkRecord> records, Func<int, int, bool> mayPair)
    {
        var (random, vectors) = (new Random(20260), new Dictionary<ulong, int>());
        for (var n = 0; n < RandomPairs; n++)
        {
            var (a, b) = (random.Next(records.Count), random.Next(records.Count));
            if (a != b && mayPair(Math.Min(a, b), Math.Max(a, b)))
            {
                var vector = Comparison.Of(records[a], records[b]);
                vectors[vector] = vectors.GetValueOrDefault(vector) + 1;
            }
        }

        return vectors;
    }
}
