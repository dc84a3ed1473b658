using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Recipes.Reading;

/// <summary>
/// The text of a recipe as bytes a strict JSON reader takes: byte-order mark gone, UTF-16 turned to UTF-8, raw control characters inside strings escaped.
/// Positions are given in the text as it was written.
/// </summary>
internal sealed class RecipeText
{
    internal static readonly JsonReaderOptions ReaderOptions = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaxDepth };

    /// <summary>How deep arrays and objects may lie in one another.</summary>
    internal const int MaxDepth = 200;

    private readonly List<(int At, int Added)> _escapes;

    private RecipeText(byte[] bytes, List<(int, int)> escapes)
    {
        Bytes = bytes;
        _escapes = escapes;
    }

    /// <summary>Strict JSON but for comments and trailing commas.</summary>
    internal byte[] Bytes { get; }

    /// <summary>Reads at most <paramref name="limit"/> bytes.</summary>
    /// <exception cref="RecipeFormatException">The file is larger, or no text.</exception>
    internal static async Task<RecipeText> ReadAsync(Stream stream, long limit, IStringLocalizer localizer, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[81920];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > limit)
            {
                throw new RecipeFormatException(0, 0, localizer["The recipe is larger than {0} MB, more than is read at once. Split it into several recipes, or bring people in from a CSV file.", limit / (1024 * 1024)]);
            }

            buffer.Write(chunk, 0, read);
        }

        var bytes = Decode(buffer.ToArray());
        if (!Utf8.IsValid(bytes))
        {
            throw new RecipeFormatException(0, 0, localizer["The file is no UTF-8 text. Save it as UTF-8."]);
        }

        return Escape(bytes);
    }

    private static byte[] Decode(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => bytes[3..],
        [0xFF, 0xFE, ..] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2)),
        [0xFE, 0xFF, ..] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2)),
        _ => bytes,
    };

    private static RecipeText Escape(byte[] bytes)
    {
        var found = ControlCharactersInStrings(bytes);
        if (found.Count == 0)
        {
            return new RecipeText(bytes, []);
        }

        var result = new byte[bytes.Length + (found.Count * 5)];
        var escapes = new List<(int, int)>(found.Count);
        int from = 0, to = 0;
        foreach (var at in found)
        {
            bytes.AsSpan(from, at - from).CopyTo(result.AsSpan(to));
            to += at - from;
            Encoding.ASCII.GetBytes($"\\u{bytes[at]:x4}").CopyTo(result.AsSpan(to));
            to += 6;
            from = at + 1;
            escapes.Add((to, 5));
        }

        bytes.AsSpan(from).CopyTo(result.AsSpan(to));
        return new RecipeText(result, escapes) { _original = bytes };
    }

    private byte[]? _original;

    private static List<int> ControlCharactersInStrings(byte[] bytes)
    {
        var found = new List<int>();
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '/' && i + 1 < bytes.Length && bytes[i + 1] is (byte)'/' or (byte)'*')
            {
                i = EndOfComment(bytes, i);
            }
            else if (bytes[i] == '"')
            {
                for (i++; i < bytes.Length && bytes[i] != '"'; i++)
                {
                    if (bytes[i] == '\\')
                    {
                        i++;
                    }
                    else if (bytes[i] < 0x20)
                    {
                        found.Add(i);
                    }
                }
            }
        }

        return found;
    }

    private static int EndOfComment(byte[] bytes, int start)
    {
        var rest = bytes.AsSpan(start);
        var end = bytes[start + 1] == '/' ? rest.IndexOf((byte)'\n') : rest[2..].IndexOf("*/"u8) is var at and >= 0 ? at + 3 : -1;
        return end < 0 ? bytes.Length : start + end;
    }

    /// <summary>Line and column, from 1, of a byte of <see cref="Bytes"/> in the text as written.</summary>
    internal (int Line, int Column) Position(long offset)
    {
        var shift = 0;
        foreach (var (at, added) in _escapes)
        {
            if (at > offset)
            {
                break;
            }

            shift += added;
        }

        var text = (_original ?? Bytes).AsSpan(0, (int)Math.Min(offset - shift, (_original ?? Bytes).Length));
        var line = text.Count((byte)'\n') + 1;
        var lineStart = text.LastIndexOf((byte)'\n') + 1;
        return (line, Encoding.UTF8.GetCharCount(text[lineStart..]) + 1);
    }

    /// <summary>The byte in <see cref="Bytes"/> of a line and byte position as <see cref="JsonException"/> gives them, both from 0.</summary>
    internal long Offset(long line, long bytePosition)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            start += Bytes.AsSpan(start).IndexOf((byte)'\n') + 1;
        }

        return Math.Min(start + bytePosition, Bytes.Length);
    }
}
