namespace Crm.Messaging.Templates.Check;

/// <summary>Tells line and column of places in a source, without reading it anew for each.</summary>
internal sealed class SourceLines
{
    private readonly List<int> _starts = [0];

    public SourceLines(string source)
    {
        for (var at = source.IndexOf('\n'); at >= 0; at = source.IndexOf('\n', at + 1))
        {
            _starts.Add(at + 1);
        }
    }

    /// <summary>Line and column, both from 1.</summary>
    public (int Line, int Column) PlaceOf(int index)
    {
        var at = _starts.BinarySearch(index);
        var line = at >= 0 ? at : ~at - 1;
        return (line + 1, index - _starts[line] + 1);
    }
}
