using System.Text.RegularExpressions;
using Crm.Messaging.Templates.Check;
using Crm.Messaging.Templates.Render;

namespace Crm.MailEditor.Blocks;

/// <summary>How a value stands in a block's bytes.</summary>
internal enum ValueForm
{
    /// <summary>Words with marks for bold, italic, links and line breaks.</summary>
    Words,

    /// <summary>An attribute's text.</summary>
    Attribute,

    /// <summary>A Liquid condition.</summary>
    Condition,
}

/// <summary>Something of a block that can be changed.</summary>
/// <param name="Name">As forms call it: text, href, src, alt, if.</param>
/// <param name="Start">Where it stands in the block's first piece.</param>
/// <param name="Before">What is written before it when it is changed: an attribute that was not there, or quotes that were not.</param>
/// <param name="After">What is written behind it then.</param>
internal sealed record BlockValue(string Name, ValueForm Form, int Start, int Length, string Before = "", string After = "");

/// <summary>Tells what a unit of a source is; what it does not know is code.</summary>
internal static partial class BlockShapes
{
    public static Block Of(string source, bool isFrame, int depth)
    {
        if (isFrame)
        {
            return new Block(BlockKind.Frame, source);
        }

        return Conditional(source, depth) ?? Columns(source, depth) ?? (KindOf(source) is { } kind ? new Block(kind, source) : new Block(BlockKind.Code, source));
    }

    /// <summary>What can be changed of a block, in the order in which it stands there.</summary>
    public static IReadOnlyList<BlockValue> Values(Block block) => block.Kind switch
    {
        BlockKind.Conditional => If().Match(block.Pieces[0]) is { Success: true } match ? [new("if", ValueForm.Condition, match.Groups["if"].Index, match.Groups["if"].Length)] : [],
        BlockKind.Heading or BlockKind.Text => Parted.Of(block.Pieces[0]) is { } parted ? [parted.Words(parted.Tags[0].End, parted.Tags[^1].Start)] : [],
        BlockKind.Button => Parted.Of(block.Pieces[0]) is { } parted && parted.Tags.First(tag => tag.Name == "a") is var link
            ? [parted.Attribute(link, "href"), parted.Words(link.End, parted.Tags.Last(tag => tag.Name == "a").Start)] : [],
        BlockKind.Picture => Parted.Of(block.Pieces[0]) is { } parted ? [.. parted.Tags.Where(tag => tag is { Name: "a", IsEnd: false }).Select(tag => parted.Attribute(tag, "href")),
            .. new[] { "src", "alt" }.Select(name => parted.Attribute(parted.Tags.First(tag => tag.Name == "img"), name)).OrderBy(value => value.Start)] : [],
        _ => [],
    };

    private static BlockKind? KindOf(string source)
    {
        if (Parted.Of(source) is not { Tags: [var first, ..] } parted || first.Start != 0 || parted.Tags[^1].End != source.Length || HasComment(source))
        {
            return null;
        }

        var isWrapped = first.Name is "p" or "div" && parted.Tags is [_, .., { IsEnd: true } last] && last.Name == first.Name;
        IReadOnlyList<HtmlTag> within = isWrapped ? [.. parted.Tags.Skip(1).Take(parted.Tags.Count - 2)] : parted.Tags;
        var words = isWrapped ? (From: first.End, To: parted.Tags[^1].Start) : (From: 0, To: source.Length);
        return first.Name switch
        {
            "hr" when parted.Tags.Count == 1 => BlockKind.Divider,
            _ when IsPicture(parted, within, words.From, words.To) => BlockKind.Picture,
            _ when isWrapped && IsButton(parted, within, words.From, words.To) => BlockKind.Button,
            "h1" or "h2" or "h3" when IsWords(parted) => BlockKind.Heading,
            "p" when IsWords(parted) => BlockKind.Text,
            _ => null,
        };
    }

    private static bool IsWords(Parted parted)
        => parted.Tags is [var begin, .., { IsEnd: true } end] && begin.Name == end.Name && Marks.Read(parted.Source[begin.End..end.Start]) is not null;

    private static bool IsPicture(Parted parted, IReadOnlyList<HtmlTag> within, int from, int to)
        => within is [{ Name: "img", IsEnd: false }] or [{ Name: "a", IsEnd: false }, { Name: "img", IsEnd: false }, { Name: "a", IsEnd: true }] && parted.HasNothingBut(within, from, to)
            && within.Where(tag => !tag.IsEnd).All(tag => parted.Has(tag, tag.Name == "a" ? "href" : "src"));

    private static bool IsButton(Parted parted, IReadOnlyList<HtmlTag> within, int from, int to)
        => within is [{ Name: "a", IsEnd: false } link, .., { Name: "a", IsEnd: true } end] && parted.Has(link, "href") && link.Attributes.Contains("background", StringComparison.OrdinalIgnoreCase)
            && parted.HasNothingBut([new HtmlTag("a", false, "", link.Start, end.End)], from, to) && Marks.Read(parted.Source[link.End..end.Start]) is not null;

    private static Block? Conditional(string source, int depth)
    {
        if (depth >= ReadBlocks.MostDepth || !If().IsMatch(source))
        {
            return null;
        }

        var (pieces, open) = (LiquidScan.Read(source).Where(piece => !piece.IsOutput).ToList(), 0);
        foreach (var piece in pieces)
        {
            open += piece.Inner.StartsWith("end", StringComparison.Ordinal) ? -1 : Opens().IsMatch(piece.Inner) ? 1 : 0;
            if (open == 0 ? piece != pieces[^1] : open == 1 && Else().IsMatch(piece.Inner))
            {
                return null;
            }
        }

        return pieces.Count < 2 || pieces[^1].End != source.Length || open != 0 ? null
            : new Block(BlockKind.Conditional, source[..pieces[0].End], source[pieces[^1].Start..]) { Inner = [ReadBlocks.Of(source[pieces[0].End..pieces[^1].Start], depth + 1)] };
    }

    private static Block? Columns(string source, int depth)
    {
        if (depth >= ReadBlocks.MostDepth || Parted.Of(source) is not { Tags: [{ Name: "div", Start: 0 } outer, .., { Name: "div", IsEnd: true } close] } parted || close.End != source.Length)
        {
            return null;
        }

        var sides = SourceUnits.Read(source[outer.End..close.Start]);
        var cells = sides.Select(side => Parted.Of(source[(outer.End + side.Start)..(outer.End + side.End)])).ToList();
        if (cells.Count != 2 || cells.Any(cell => cell?.Tags is not [{ Name: "div" } begin, .., { Name: "div", IsEnd: true } end] || begin.Start != 0 || end.End != cell.Source.Length || !begin.Attributes.Contains("inline-block", StringComparison.Ordinal)))
        {
            return null;
        }

        var (left, right) = (Within(cells[0]!, outer.End + sides[0].Start), Within(cells[1]!, outer.End + sides[1].Start));
        return new Block(BlockKind.Columns, source[..left.From], source[left.To..right.From], source[right.To..])
        {
            Inner = [ReadBlocks.Of(source[left.From..left.To], depth + 1), ReadBlocks.Of(source[right.From..right.To], depth + 1)],
        };
    }

    private static (int From, int To) Within(Parted cell, int start) => (start + cell.Tags[0].End, start + cell.Tags[^1].Start);

    private static bool HasComment(string source) => source.Contains("<!--", StringComparison.Ordinal);

    [GeneratedRegex(@"\A\{%-?\s*if\s+(?<if>.+?)\s*-?%\}", RegexOptions.Singleline, 1000)]
    private static partial Regex If();

    [GeneratedRegex(@"^(if|unless|for|case|capture|tablerow|ifchanged)\b")]
    private static partial Regex Opens();

    [GeneratedRegex(@"^els(e|if|eif)\b")]
    private static partial Regex Else();
}
