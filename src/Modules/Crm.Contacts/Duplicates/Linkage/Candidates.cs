using System.Collections.Concurrent;

namespace Crm.Contacts.Duplicates.Linkage;

/// <summary>Two records that share a block, with their comparison.</summary>
internal readonly record struct CandidatePair(int A, int B, ulong Vector);

/// <summary>All the pairs of a set that blocking brings together, each once, compared.</summary>
internal sealed class Candidates
{
    /// <summary>In a block too large to compare all, each record meets so many neighbours in the order of birth date and name.</summary>
    private const int Window = 10;

    private readonly IReadOnlyList<LinkRecord> _records;
    private readonly Func<int, int, bool> _mayPair;
    private readonly long[][] _keys;
    private readonly HashSet<long> _tooLarge = [];

    /// <param name="mayPair">Whether two records, by their places, may be one; two files are linked only across.</param>
    public Candidates(IReadOnlyList<LinkRecord> records, Func<int, int, bool> mayPair)
    {
        (_records, _mayPair, _keys) = (records, mayPair, new long[records.Count][]);
        Parallel.For(0, records.Count, at => _keys[at] = [.. Blocking.Keys(records[at])]);
    }

    /// <summary>How often each vector was met.</summary>
    public ConcurrentDictionary<ulong, int> Vectors { get; } = new();

    /// <summary>Compares block by block on all processors and returns the pairs whose vector is worth keeping.</summary>
    public List<CandidatePair> Compare(Func<ulong, bool> keep, CancellationToken cancellationToken)
    {
        var (sorted, members) = Sort();
        var blocks = Blocks(sorted);
        var kept = new List<CandidatePair>();
        Parallel.ForEach(
            Partitioner.Create(0, blocks.Count, Math.Max(1, Math.Min(2000, blocks.Count))),
            new ParallelOptions { CancellationToken = cancellationToken },
            range =>
            {
                var (counts, found) = (new Dictionary<ulong, int>(), new List<CandidatePair>());
                for (var at = range.Item1; at < range.Item2; at++)
                {
                    CompareBlock(sorted[blocks[at].Start], members.AsSpan(blocks[at].Start, blocks[at].Length), (a, b) =>
                    {
                        var vector = Comparison.Of(_records[a], _records[b]);
                        counts[vector] = counts.GetValueOrDefault(vector) + 1;
                        if (keep(vector))
                        {
                            found.Add(new CandidatePair(a, b, vector));
                        }
                    });
                }

                foreach (var (vector, count) in counts)
                {
                    Vectors.AddOrUpdate(vector, count, (_, before) => before + count);
                }

                lock (kept)
                {
                    kept.AddRange(found);
                }
            });
        return Once(kept);
    }

    private (long[] Keys, int[] Members) Sort()
    {
        var total = _keys.Sum(keys => keys.Length);
        var (sorted, members, at) = (new long[total], new int[total], 0);
        for (var record = 0; record < _keys.Length; record++)
        {
            foreach (var key in _keys[record])
            {
                (sorted[at], members[at]) = (key, record);
                at++;
            }
        }

        Array.Sort(sorted, members);
        return (sorted, members);
    }

    private List<(int Start, int Length)> Blocks(long[] sorted)
    {
        var blocks = new List<(int, int)>();
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            if (end - start > Blocking.LargestBlock)
            {
                _tooLarge.Add(sorted[start]);
            }

            if (end - start > 1)
            {
                blocks.Add((start, end - start));
            }

            start = end;
        }

        return blocks;
    }

    private void CompareBlock(long key, Span<int> members, Action<int, int> compare)
    {
        var window = members.Length;
        if (members.Length > Blocking.LargestBlock)
        {
            members.Sort((a, b) => string.CompareOrdinal(Order(a), Order(b)));
            window = Window;
        }

        for (var i = 0; i < members.Length; i++)
        {
            for (var j = i + 1; j < members.Length && j - i <= window; j++)
            {
                var (a, b) = members[i] < members[j] ? (members[i], members[j]) : (members[j], members[i]);
                if (_mayPair(a, b) && IsFirstShared(key, a, b))
                {
                    compare(a, b);
                }
            }
        }
    }

    private string Order(int record) => $"{_records[record][FieldKind.BirthDate]?.Text}{_records[record][FieldKind.GivenName]?.Text}{_records[record][FieldKind.FamilyName]?.Text}";

    // A pair that shares several keys is compared in the block of the first; one in a block that is too large, in the first that is not.
    private bool IsFirstShared(long key, int a, int b)
    {
        var others = _keys[b];
        var large = _tooLarge.Contains(key);
        foreach (var shared in _keys[a])
        {
            if (shared == key)
            {
                if (!large)
                {
                    return true;
                }
            }
            else if (Array.IndexOf(others, shared) >= 0 && !_tooLarge.Contains(shared))
            {
                return false;
            }
        }

        return true;
    }

    // Neighbours in two large blocks are met twice.
    private static List<CandidatePair> Once(List<CandidatePair> pairs)
    {
        pairs.Sort((x, y) => x.A != y.A ? x.A.CompareTo(y.A) : x.B.CompareTo(y.B));
        var kept = 0;
        for (var at = 0; at < pairs.Count; at++)
        {
            if (kept == 0 || (pairs[at].A, pairs[at].B) != (pairs[kept - 1].A, pairs[kept - 1].B))
            {
                pairs[kept++] = pairs[at];
            }
        }

        pairs.RemoveRange(kept, pairs.Count - kept);
        return pairs;
    }
}
