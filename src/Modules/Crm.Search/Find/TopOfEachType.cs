using Crm.Search.Records;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Crm.Search.Find;

/// <summary>Counts what is found of each type and keeps the best of each, in one walk through the index.</summary>
internal sealed class TopOfEachType(IReadOnlyList<string> types, int keep) : ICollector
{
    private static readonly Comparer<(float Score, int Doc)> s_worstFirst = Comparer<(float Score, int Doc)>.Create((left, right)
        => left.Score.CompareTo(right.Score) is not 0 and var order ? order : right.Doc.CompareTo(left.Doc));

    private readonly PriorityQueue<int, (float Score, int Doc)>[] _best = [.. types.Select(_ => new PriorityQueue<int, (float, int)>(s_worstFirst))];
    private readonly int[] _counts = new int[types.Count];
    private int[] _groups = [];
    private SortedDocValues? _values;
    private Scorer? _scorer;
    private int _base;

    /// <summary>How many records of the type were found.</summary>
    /// <param name="type">Its place among the types.</param>
    public int CountOf(int type) => _counts[type];

    /// <summary>The best of the type, best first.</summary>
    public IReadOnlyList<int> BestOf(int type)
    {
        var sorted = new List<int>();
        var queue = _best[type];
        while (queue.TryDequeue(out var doc, out _))
        {
            sorted.Add(doc);
        }

        sorted.Reverse();
        return sorted;
    }

    bool ICollector.AcceptsDocsOutOfOrder => true;

    void ICollector.SetScorer(Scorer scorer) => _scorer = scorer;

    void ICollector.SetNextReader(AtomicReaderContext context)
    {
        _base = context.DocBase;
        _values = context.AtomicReader.GetSortedDocValues(RecordDocuments.Type);
        _groups = new int[_values?.ValueCount ?? 0];
        var name = new BytesRef();
        for (var ord = 0; ord < _groups.Length; ord++)
        {
            _values!.LookupOrd(ord, name);
            _groups[ord] = Place(name.Utf8ToString());
        }
    }

    void ICollector.Collect(int doc)
    {
        var ord = _values?.GetOrd(doc) ?? -1;
        if (ord < 0 || _groups[ord] is not (>= 0 and var group))
        {
            return;
        }

        _counts[group]++;
        var (best, place) = (_best[group], (_scorer!.GetScore(), _base + doc));
        if (best.Count < keep)
        {
            best.Enqueue(place.Item2, place);
        }
        else if (best.TryPeek(out _, out var worst) && s_worstFirst.Compare(worst, place) < 0)
        {
            best.DequeueEnqueue(place.Item2, place);
        }
    }

    private int Place(string type)
    {
        for (var at = 0; at < types.Count; at++)
        {
            if (types[at] == type)
            {
                return at;
            }
        }

        return -1;
    }
}
