using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;

namespace Crm.Kernel.Display.Icons;

/// <summary>
/// Tabler's outline icons by name, cut out of the sprite that lies in this assembly: a page carries the few it shows and needs no request for them.
/// The first use indexes the sprite in place; only the icons really drawn become strings.
/// </summary>
public sealed class IconSet
{
    private const string Opening = "<symbol id=\"tabler-";

    private readonly Lazy<FrozenDictionary<string, Range>> _ranges = new(Index);
    private readonly ConcurrentDictionary<string, string> _drawn = new(StringComparer.Ordinal);

    private IconSet()
    {
    }

    /// <summary>The icons of this host.</summary>
    public static IconSet Instance { get; } = new();

    /// <summary>Whether there is an icon of that name.</summary>
    public bool Contains(string name) => _ranges.Value.ContainsKey(name);

    /// <summary>The inner markup of the icon; an empty circle for a name that does not exist, so that the gap is seen.</summary>
    public string Paths(string name) => _drawn.GetOrAdd(name, Cut);

    private string Cut(string name)
    {
        if (!_ranges.Value.TryGetValue(name, out var range))
        {
            return "<circle cx=\"12\" cy=\"12\" r=\"9\"/>";
        }

        using var sprite = Open();
        var bytes = new byte[range.End.Value - range.Start.Value];
        sprite.Position = range.Start.Value;
        sprite.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes).Replace("<path stroke=\"none\" d=\"M0 0h24v24H0z\" fill=\"none\" />", "", StringComparison.Ordinal);
    }

    private static FrozenDictionary<string, Range> Index()
    {
        using var sprite = Open();
        var bytes = new byte[sprite.Length];
        sprite.ReadExactly(bytes);
        var text = bytes.AsSpan();
        var opening = Encoding.UTF8.GetBytes(Opening).AsSpan();
        var ranges = new Dictionary<string, Range>(StringComparer.Ordinal);
        for (var at = 0; text[at..].IndexOf(opening) is >= 0 and var found;)
        {
            var name = at + found + opening.Length;
            var nameEnd = name + text[name..].IndexOf((byte)'"');
            var start = nameEnd + text[nameEnd..].IndexOf((byte)'>') + 1;
            var end = start + text[start..].IndexOf("</symbol>"u8);
            ranges[Encoding.UTF8.GetString(text[name..nameEnd])] = start..end;
            at = end;
        }

        return ranges.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static Stream Open() => typeof(IconSet).Assembly.GetManifestResourceStream("icons.svg")!;
}
