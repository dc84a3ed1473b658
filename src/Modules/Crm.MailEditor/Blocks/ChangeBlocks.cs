using System.Globalization;

namespace Crm.MailEditor.Blocks;

/// <summary>Changes blocks: a block's values, their order, which there are. What is not changed keeps its bytes.</summary>
internal static class ChangeBlocks
{
    /// <summary>A value as it is shown.</summary>
    public static string Shown(Block block, BlockValue value)
    {
        var source = block.Pieces[0].Substring(value.Start, value.Length);
        return value.Form switch { ValueForm.Words => Marks.Read(source) ?? "", ValueForm.Attribute => Marks.Decoded(source), _ => source };
    }

    /// <summary>Takes what was entered for a block; what is shown already changes nothing.</summary>
    public static void Fill(Block block, Func<string, string?> entered)
    {
        foreach (var value in BlockShapes.Values(block).OrderByDescending(value => value.Start))
        {
            if (entered(value.Name)?.ReplaceLineEndings("\n") is { } now && now != Shown(block, value).ReplaceLineEndings("\n"))
            {
                var written = value.Form switch { ValueForm.Words => Marks.Write(now), ValueForm.Attribute => Marks.Encoded(now.Trim(), isAttribute: true), _ => OneCondition(now) };
                block.Pieces[0] = block.Pieces[0].Remove(value.Start, value.Length).Insert(value.Start, value.Before + written + value.After);
            }
        }
    }

    /// <summary>All blocks of a list, with those within, and where they stand.</summary>
    public static IEnumerable<(string Path, Block Block)> All(BlockList list, string path = "")
        => list.Items.Index().SelectMany(entry => All(entry.Item.Inner, BlockPath.Of(path, entry.Index)).Prepend((BlockPath.Of(path, entry.Index), entry.Item)));

    /// <summary>Does what a button says: <c>up:2</c>, <c>down:2</c>, <c>to:2:0</c>, <c>remove:2</c>, <c>add:Text:2</c> behind a block, <c>begin:Text:2.0</c> at a list's beginning.</summary>
    /// <returns>The path of the block that was touched; null when nothing was done.</returns>
    public static string? Act(BlockList root, string act, NewBlocks fresh)
    {
        if (act.Split(':') is not [var verb, var first, ..] parts)
        {
            return null;
        }

        return verb switch
        {
            "up" => Move(root, first, at => at - 1),
            "down" => Move(root, first, at => at + 1),
            "to" when parts.Length == 3 && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var to) => Move(root, first, _ => to),
            "remove" => Remove(root, first),
            "add" when parts.Length == 3 && Enum.TryParse<BlockKind>(first, out var kind) && BlockPath.Find(root, parts[2]) is var (list, at) => Insert(list, at + 1, parts[2], fresh.Of(kind)),
            "begin" when parts.Length == 3 && Enum.TryParse<BlockKind>(first, out var kind) && BlockPath.List(root, parts[2]) is { } list => Insert(list, 0, BlockPath.Of(parts[2], 0), fresh.Of(kind)),
            _ => null,
        };
    }

    /// <summary>Whether a block may stand in another one's place: the document around a letter stays around it.</summary>
    public static bool CanMove(BlockList list, int at, int to)
        => to >= 0 && to < list.Items.Count && at != to && list.Items.Skip(Math.Min(at, to)).Take(Math.Abs(at - to) + 1).All(block => block.Kind != BlockKind.Frame);

    private static IEnumerable<(string Path, Block Block)> All(IReadOnlyList<BlockList> inner, string path) => inner.Index().SelectMany(entry => All(entry.Item, BlockPath.Of(path, entry.Index)));

    // The white space behind blocks belongs to places: only their own bytes change places.
    private static string? Move(BlockList root, string path, Func<int, int> where)
    {
        if (BlockPath.Find(root, path) is not var (list, at))
        {
            return null;
        }

        var to = where(at);
        if (!CanMove(list, at, to))
        {
            return null;
        }

        var (tails, block) = (list.Items.Select(one => one.Tail).ToList(), list.Items[at]);
        list.Items.RemoveAt(at);
        list.Items.Insert(to, block);
        foreach (var (place, tail) in tails.Index())
        {
            list.Items[place].Tail = tail;
        }

        return BlockPath.Of(path.LastIndexOf('.') is > 0 and var dot ? path[..dot] : "", to);
    }

    private static string? Remove(BlockList root, string path)
    {
        if (BlockPath.Find(root, path) is not var (list, at) || list.Items[at].Kind == BlockKind.Frame)
        {
            return null;
        }

        list.Items.RemoveAt(at);
        return path;
    }

    private static string? Insert(BlockList list, int at, string beside, Block? block)
    {
        if (block is null || (at == 0 && list.Items is [{ Kind: BlockKind.Frame }, ..]) || (at > 0 && list.Items[at - 1].Kind == BlockKind.Frame && at == list.Items.Count))
        {
            return null;
        }

        block.Tail = "\n";
        list.Items.Insert(at, block);
        return BlockPath.Of(beside.LastIndexOf('.') is > 0 and var dot ? beside[..dot] : "", at);
    }

    private static string OneCondition(string condition) => string.Join(' ', condition.Replace("%}", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
