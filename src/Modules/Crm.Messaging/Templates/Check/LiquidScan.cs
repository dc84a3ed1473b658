using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Kernel.Liquid.Closed;

namespace Crm.Messaging.Templates.Check;

/// <summary>An output or a tag of a source.</summary>
/// <param name="Start">Index of the first brace.</param>
/// <param name="End">Behind the last brace.</param>
/// <param name="Inner">What stands within, trimmed.</param>
internal sealed record LiquidPiece(int Start, int End, bool IsOutput, string Inner);

/// <summary>Reads where outputs and tags stand: the parser keeps no places.</summary>
internal static partial class LiquidScan
{
    /// <summary>Characters of one output or tag at most.</summary>
    public const int MostInner = 1_000;

    /// <summary>Blocks within blocks, or brackets within brackets, at most: the parser goes down a level for each.</summary>
    public const int MostDepth = 20;

    /// <summary>All of them, but those within <c>raw</c> and <c>comment</c>, in their order.</summary>
    public static IReadOnlyList<LiquidPiece> Read(string source)
    {
        var pieces = new List<LiquidPiece>();
        var at = 0;
        while ((at = source.IndexOf('{', at)) >= 0 && at + 1 < source.Length)
        {
            if (source[at + 1] is not ('{' or '%'))
            {
                at++;
                continue;
            }

            var isOutput = source[at + 1] == '{';
            var end = EndOf(source, at + 2, isOutput ? '}' : '%');
            var piece = new LiquidPiece(at, end, isOutput, source[(at + 2)..Math.Max(at + 2, end - 2)].Trim('-').Trim());
            pieces.Add(piece);
            at = !isOutput && Verbatim().Match(piece.Inner) is { Success: true } block ? Behind(source, end, block.Value) : end;
        }

        return pieces;
    }

    /// <summary>Where a name stands for the first time within an output or a tag; the beginning when it does not.</summary>
    public static (int Line, int Column) PlaceOf(string source, IReadOnlyList<LiquidPiece> pieces, string name)
    {
        var word = new Regex($@"(?<![\w.]){Regex.Escape(name)}(?!\w)", RegexOptions.None, TimeSpan.FromSeconds(1));
        foreach (var piece in pieces)
        {
            if (word.Match(source, piece.Start, piece.End - piece.Start) is { Success: true } match)
            {
                return new SourceLines(source).PlaceOf(match.Index);
            }
        }

        return (1, 1);
    }

    /// <summary>The source whose outputs tell their place: each goes through <see cref="ClosedTemplate.Mark"/> with line, column and what it puts out.</summary>
    public static string Marked(string source, IReadOnlyList<LiquidPiece> pieces)
    {
        var (marked, lines, last) = (new StringBuilder(source.Length + (pieces.Count * 40)), new SourceLines(source), 0);
        foreach (var piece in pieces.Where(piece => piece.IsOutput))
        {
            var (line, column) = lines.PlaceOf(piece.Start);
            var end = piece.End - (source[piece.End - 3] == '-' ? 3 : 2);
            var says = piece.Inner.Split('|')[0].Trim().Replace('\'', ' ').Replace('"', ' ');
            marked.Append(source, last, end - last).Append(CultureInfo.InvariantCulture, $" | {ClosedTemplate.Mark}: '{line}', '{column}', '{says}' ");
            last = end;
        }

        return marked.Append(source, last, source.Length - last).ToString();
    }

    /// <summary>The source with something harmless of the same length in the place of its outputs and tags: HTML by itself, whose places are the source's.</summary>
    /// <param name="stand">Stands for outputs.</param>
    public static string Blanked(string source, IReadOnlyList<LiquidPiece> pieces, char stand)
    {
        var html = source.ToCharArray();
        foreach (var piece in pieces)
        {
            for (var i = piece.Start; i < piece.End; i++)
            {
                html[i] = piece.IsOutput ? stand : ' ';
            }
        }

        return new string(html);
    }

    /// <summary>Index of the first piece that is longer or deeper than the parser is to be given; null for none.</summary>
    public static int? TooDeep(IReadOnlyList<LiquidPiece> pieces)
    {
        var depth = 0;
        foreach (var piece in pieces)
        {
            var word = Word().Match(piece.Inner).Value;
            depth += piece.IsOutput ? 0 : word.StartsWith("end", StringComparison.Ordinal) ? -1 : word is "if" or "unless" or "for" or "case" or "capture" or "tablerow" or "ifchanged" or "macro" or "block" ? 1 : 0;
            if (depth > MostDepth || piece.Inner.Length > MostInner || piece.Inner.Count(letter => letter is '[' or '(') > MostDepth)
            {
                return piece.Start;
            }
        }

        return null;
    }

    private static int EndOf(string source, int from, char mark)
    {
        var quote = '\0';
        for (var i = from; i < source.Length; i++)
        {
            var letter = source[i];
            if (quote != '\0')
            {
                quote = letter == quote ? '\0' : quote;
            }
            else if (letter is '\'' or '"')
            {
                quote = letter;
            }
            else if (letter == mark && i + 1 < source.Length && source[i + 1] == '}')
            {
                return i + 2;
            }
        }

        return source.Length;
    }

    private static int Behind(string source, int from, string block)
        => new Regex($@"\{{%-?\s*end{block}\s*-?%\}}", RegexOptions.None, TimeSpan.FromSeconds(1)).Match(source, from) is { Success: true } end ? end.Index + end.Length : source.Length;

    [GeneratedRegex(@"^(raw|comment)(?=\s*\z)")]
    private static partial Regex Verbatim();

    [GeneratedRegex(@"^\w+")]
    private static partial Regex Word();
}
