namespace Crm.MailEditor.Blocks;

/// <summary>Reads a source as blocks. Whatever it is, the blocks say it byte for byte: <c>ReadBlocks.Of(source).ToSource() == source</c>.</summary>
internal static class ReadBlocks
{
    /// <summary>Lists within lists at most; what is deeper is code.</summary>
    public const int MostDepth = 3;

    public static BlockList Of(string source) => Of(source, 0);

    internal static BlockList Of(string source, int depth)
    {
        var units = SourceUnits.Read(source);
        var list = new BlockList { Lead = source[..(units.Count > 0 ? units[0].Start : source.Length)] };
        foreach (var (at, unit) in units.Index())
        {
            var block = BlockShapes.Of(source[unit.Start..unit.End], unit.IsFrame, depth);
            block.Tail = source[unit.End..(at + 1 < units.Count ? units[at + 1].Start : source.Length)];
            Add(list.Items, block);
        }

        return list;
    }

    // Code beside code is one: nobody reads it piece by piece, and nothing may come between.
    private static void Add(List<Block> blocks, Block block)
    {
        if (block.IsLocked && blocks.Count > 0 && blocks[^1] is { } before && before.Kind == block.Kind)
        {
            blocks[^1] = new Block(block.Kind, before.ToSource() + before.Tail + block.ToSource()) { Tail = block.Tail };
        }
        else
        {
            blocks.Add(block);
        }
    }
}
