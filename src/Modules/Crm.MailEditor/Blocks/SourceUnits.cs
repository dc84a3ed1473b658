using Crm.Messaging.Templates.Check;
using Crm.Messaging.Templates.Render;

namespace Crm.MailEditor.Blocks;

/// <summary>A stretch of a source that stands by itself: an element, a Liquid block, a comment, a run of words.</summary>
internal readonly record struct SourceUnit(int Start, int End, bool IsFrame);

/// <summary>
/// Parts a source of HTML and Liquid into units, without a tree and whatever is wrong with it: they lie one behind the other with nothing but white space between. A unit never holds one half of a
/// Liquid block or of an element: what crosses another one's end goes on to where both are closed.
/// </summary>
internal sealed class SourceUnits
{
    private static readonly HashSet<string> s_void = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
    private static readonly HashSet<string> s_frame = ["!", "html", "body"];

    private readonly string _source;
    private readonly Dictionary<int, (int End, bool IsFrame)> _tags = [];
    private readonly Dictionary<int, int> _comments = [];
    private readonly Dictionary<int, int> _liquid = [];
    private readonly SortedSet<int> _starts = [];
    private readonly List<(int Start, int End, int Depth)> _changes = [];
    private readonly List<(int Start, int End, int Depth)> _elements = [];

    private SourceUnits(string source)
    {
        _source = source;
        var pieces = LiquidScan.Read(source);
        Html(LiquidScan.Blanked(source, pieces, '\uE000'));
        Liquid(pieces);
    }

    /// <summary>The units in their order.</summary>
    public static IReadOnlyList<SourceUnit> Read(string source)
    {
        var (units, reader) = (new List<SourceUnit>(), new SourceUnits(source));
        for (var at = reader.BehindSpace(0); at < source.Length;)
        {
            var unit = reader.UnitAt(at);
            units.Add(unit);
            at = reader.BehindSpace(unit.End);
        }

        return units;
    }

    private SourceUnit UnitAt(int start)
    {
        var (end, isFrame) = EndOf(start);
        while (end < _source.Length && IsOpen(start, end))
        {
            (end, isFrame) = (EndOf(BehindSpace(end) is var next && next < _source.Length ? next : end).End, false);
        }

        return new SourceUnit(start, end, isFrame);
    }

    private (int End, bool IsFrame) EndOf(int start)
        => start >= _source.Length ? (_source.Length, false)
            : _liquid.TryGetValue(start, out var liquid) ? (liquid, false)
            : _comments.TryGetValue(start, out var comment) ? (comment, false)
            : _tags.TryGetValue(start, out var tag) ? tag
            : (_starts.GetViewBetween(start + 1, int.MaxValue) is { Count: > 0 } more ? more.Min : _source.Length, false);

    // Whether a Liquid block or an element begins within and ends behind, or a tag is cut.
    private bool IsOpen(int start, int end) => IsOpen(_changes, start, end) || IsOpen(_elements, start, end);

    private static bool IsOpen(List<(int Start, int End, int Depth)> stretches, int start, int end)
    {
        var depth = 0;
        for (var i = First(stretches, start); i < stretches.Count && stretches[i].Start < end; i++)
        {
            depth += stretches[i].Depth;
            if (stretches[i].End > end || depth < 0)
            {
                return true;
            }
        }

        return depth != 0;
    }

    private static int First(List<(int Start, int End, int Depth)> stretches, int start)
    {
        var (low, high) = (0, stretches.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = stretches[middle].Start < start ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private int BehindSpace(int at)
    {
        while (at < _source.Length && _source[at] is ' ' or '\t' or '\r' or '\n')
        {
            at++;
        }

        return at;
    }

    private void Html(string html)
    {
        for (var at = html.IndexOf("<!--", StringComparison.Ordinal); at >= 0; at = html.IndexOf("<!--", _comments[at], StringComparison.Ordinal))
        {
            _comments[at] = html.IndexOf("-->", at + 4, StringComparison.Ordinal) is >= 0 and var over ? over + 3 : html.Length;
            _starts.Add(at);
        }

        var open = new Dictionary<string, Stack<int>>(StringComparer.Ordinal);
        foreach (var tag in HtmlTags.Read(html))
        {
            _starts.Add(tag.Start);
            _tags[tag.Start] = (tag.End, s_frame.Contains(tag.Name));
            if (s_frame.Contains(tag.Name) || s_void.Contains(tag.Name) || tag.Attributes.EndsWith('/'))
            {
                continue;
            }

            var begun = open.TryGetValue(tag.Name, out var there) ? there : open[tag.Name] = new Stack<int>();
            if (!tag.IsEnd)
            {
                begun.Push(tag.Start);
            }
            else if (begun.TryPop(out var start))
            {
                _tags[start] = (tag.End, tag.Name == "head");
            }
        }

        _elements.AddRange(_tags.OrderBy(tag => tag.Key).Select(tag => (tag.Key, tag.Value.End, 0)));
    }

    private void Liquid(IReadOnlyList<LiquidPiece> pieces)
    {
        var open = new Stack<int>();
        foreach (var piece in pieces)
        {
            var word = piece.IsOutput ? "" : new string([.. piece.Inner.TakeWhile(char.IsLetter)]);
            var depth = word.StartsWith("end", StringComparison.Ordinal) ? -1 : word is "if" or "unless" or "for" or "case" or "capture" or "tablerow" or "ifchanged" ? 1 : 0;
            var end = word is "raw" or "comment" ? Behind(piece.End, $"end{word}") : piece.End;
            _changes.Add((piece.Start, end, depth));
            if (piece.IsOutput)
            {
                continue;
            }

            _starts.Add(piece.Start);
            _liquid[piece.Start] = end;
            if (depth > 0)
            {
                open.Push(piece.Start);
            }
            else if (depth < 0 && open.TryPop(out var start))
            {
                _liquid[start] = piece.End;
            }
        }
    }

    private int Behind(int from, string word)
        => _source.IndexOf(word, from, StringComparison.Ordinal) is >= 0 and var at && _source.IndexOf("%}", at, StringComparison.Ordinal) is >= 0 and var close ? close + 2 : _source.Length;
}
