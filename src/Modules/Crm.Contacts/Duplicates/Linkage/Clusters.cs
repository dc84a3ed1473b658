namespace Crm.Contacts.Duplicates.Linkage;

/// <summary>
/// Puts linked pairs together into people, the surest pairs first. Two groups become one only when on average their members speak for it: a chain of likenesses does not make two people one.
/// </summary>
internal sealed class Clusters
{
    /// <summary>No person stands in a file more often than this.</summary>
    private const int Largest = 40;

    private readonly int[] _clusterOf;
    private readonly Dictionary<int, List<int>> _members = [];

    private Clusters(int records)
    {
        _clusterOf = new int[records];
        for (var i = 0; i < records; i++)
        {
            _clusterOf[i] = i;
        }
    }

    /// <summary>The groups of two and more.</summary>
    public IEnumerable<IReadOnlyList<int>> Groups => _members.Values;

    /// <param name="links">Pairs with their scores, each above the threshold.</param>
    /// <param name="score">The score of any pair; below all thresholds for two that cannot be one.</param>
    /// <param name="least">What the members of two groups must reach on average.</param>
    public static Clusters Of(int records, IEnumerable<(int A, int B, double Score)> links, Func<int, int, double> score, double least)
    {
        var clusters = new Clusters(records);
        foreach (var (a, b, _) in links.OrderByDescending(link => link.Score).ThenBy(link => link.A).ThenBy(link => link.B))
        {
            clusters.Join(a, b, score, least);
        }

        return clusters;
    }

    private void Join(int a, int b, Func<int, int, double> score, double least)
    {
        var (one, two) = (_clusterOf[a], _clusterOf[b]);
        if (one == two)
        {
            return;
        }

        var (left, right) = (Members(one), Members(two));
        if (left.Count + right.Count > Largest)
        {
            return;
        }

        var sum = 0.0;
        foreach (var x in left)
        {
            foreach (var y in right)
            {
                sum += score(x, y);
            }
        }

        if (sum / (left.Count * right.Count) < least)
        {
            return;
        }

        List<int> together = [.. left, .. right];
        _members.Remove(two);
        _members[one] = together;
        foreach (var member in right)
        {
            _clusterOf[member] = one;
        }
    }

    private List<int> Members(int cluster) => _members.TryGetValue(cluster, out var members) ? members : [cluster];
}
