using System.Text;

namespace Crm.MailEditor.Blocks;

/// <summary>What a block of a letter is.</summary>
internal enum BlockKind
{
    /// <summary>What blocks cannot show: kept byte for byte, changed in the source alone.</summary>
    Code,

    /// <summary>The document around a letter: stays where it is.</summary>
    Frame,
    Heading,
    Text,
    Picture,
    Button,
    Divider,

    /// <summary>Two lists of blocks beside each other, one below the other on a telephone.</summary>
    Columns,

    /// <summary>A list of blocks that only some read.</summary>
    Conditional,
}

/// <summary>A piece of a source. The source is what all of them say, one after the other.</summary>
internal sealed class Block(BlockKind kind, params string[] pieces)
{
    public BlockKind Kind => kind;

    /// <summary>Its own bytes: one, or one more than there are lists within.</summary>
    public string[] Pieces => pieces;

    /// <summary>The lists of blocks between its pieces.</summary>
    public IReadOnlyList<BlockList> Inner { get; init; } = [];

    /// <summary>The white space behind it; stays in its place when blocks are moved.</summary>
    public string Tail { get; set; } = "";

    /// <summary>Whether it is kept as it is.</summary>
    public bool IsLocked => Kind is BlockKind.Code or BlockKind.Frame;

    /// <summary>Its bytes, without the white space behind it.</summary>
    public string ToSource() => string.Concat(Pieces.Select((piece, at) => at < Inner.Count ? piece + Inner[at].ToSource() : piece));
}

/// <summary>Blocks one below the other.</summary>
internal sealed class BlockList
{
    /// <summary>The white space before the first one.</summary>
    public string Lead { get; init; } = "";

    public List<Block> Items { get; init; } = [];

    /// <summary>Every byte of it.</summary>
    public string ToSource()
    {
        var source = new StringBuilder(Lead);
        foreach (var block in Items)
        {
            source.Append(block.ToSource()).Append(block.Tail);
        }

        return source.ToString();
    }
}
