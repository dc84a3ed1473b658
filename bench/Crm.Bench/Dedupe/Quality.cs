using Crm.Contacts.Duplicates.Linkage;

namespace Crm.Bench.Dedupe;

/// <summary>How well pairs were found: of those told, how many are true (precision); of the true ones, how many were told (recall).</summary>
internal sealed record Quality(long Told, long Right, long True)
{
    public double Precision => Told == 0 ? 1 : (double)Right / Told;

    public double Recall => True == 0 ? 1 : (double)Right / True;

    public double F => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>Counts the pairs within groups, of the kind that may pair.</summary>
    public static Quality Of(IReadOnlyList<IReadOnlyList<int>> groups, IReadOnlyList<string> truth, Func<int, int, bool> mayPair)
    {
        var (told, right) = (0L, 0L);
        foreach (var (a, b) in groups.SelectMany(Pairs).Where(pair => mayPair(pair.A, pair.B)))
        {
            told++;
            right += truth[a] == truth[b] ? 1 : 0;
        }

        var all = truth.Select((entity, at) => (entity, at)).GroupBy(row => row.entity, row => row.at).Where(rows => rows.Skip(1).Any())
            .SelectMany(rows => Pairs([.. rows])).LongCount(pair => mayPair(pair.A, pair.B));
        return new Quality(told, right, all);
    }

    private static IEnumerable<(int A, int B)> Pairs(IReadOnlyList<int> members)
    {
        for (var i = 0; i < members.Count; i++)
        {
            for (var j = i + 1; j < members.Count; j++)
            {
                yield return (Math.Min(members[i], members[j]), Math.Max(members[i], members[j]));
            }
        }
    }
}
