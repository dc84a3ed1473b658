using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Contacts.Import;

/// <summary>
/// Writes the refused rows so that they can be mended and imported again, with line, column and reason: as CSV with the file's own columns, or, where each row is a JSON object, as such, with all
/// that it held.
/// </summary>
internal sealed class RefusedRows(TextWriter writer)
{
    private const string Line = "import_line";
    private const string Column = "import_column";
    private const string Reason = "import_reason";
    private const string Text = "import_text";
    private const int LongestText = 1000;

    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    private int _width;

    /// <summary>Whether a column of that name was added by such a file: an import passes it over.</summary>
    public static bool IsOwn(string heading) => heading is Line or Column or Reason or Text;

    /// <summary>The encoding for a file of refused rows of that form: spreadsheets know UTF-8 by its mark, readers of JSON want none.</summary>
    public static Encoding EncodingOf(SheetForm? form) => new UTF8Encoding(encoderShouldEmitUTF8Identifier: form != SheetForm.Lines);

    /// <summary>How such a file's name ends.</summary>
    public static string EndingOf(SheetForm? form) => form == SheetForm.Lines ? ".refused.ndjson" : ".refused.csv";

    /// <summary>Writes the header, where there is one.</summary>
    public Task BeginAsync(IReadOnlyList<string> header, SheetForm form)
    {
        _width = header.Count;
        return form == SheetForm.Lines ? Task.CompletedTask : WriteAsync([.. header, Line, Column, Reason]);
    }

    /// <summary>Goes on with a file that has its header.</summary>
    public void Resume(IReadOnlyList<string> header) => _width = header.Count;

    /// <summary>Writes one row.</summary>
    public Task AddAsync(RefusedRow row)
    {
        if (row.Raw is not null)
        {
            return writer.WriteAsync(ObjectOf(row).ToJsonString(s_readable) + "\n");
        }

        var cells = row.Cells.Take(_width).ToList();
        cells.AddRange(Enumerable.Repeat("", _width - cells.Count));
        return WriteAsync([.. cells, row.Line.ToString(CultureInfo.InvariantCulture), row.Column, row.Reason]);
    }

    private Task WriteAsync(IEnumerable<string> cells) => writer.WriteLineAsync(string.Join(',', cells.Select(Quote)));

    /// <summary>A cell as it is written.</summary>
    public static string Quote(string cell)
        => cell.AsSpan().ContainsAny(",\"\n\r") || (cell.Length > 0 && (cell[0] == ' ' || cell[^1] == ' ')) ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;

    // What was no object stands in it as text.
    private static JsonObject ObjectOf(RefusedRow row)
    {
        var json = Parse(row.Raw!) ?? new JsonObject { [Text] = row.Raw!.Length > LongestText ? row.Raw[..LongestText] + "…" : row.Raw };
        (json[Line], json[Column], json[Reason]) = (row.Line, row.Column, row.Reason);
        return json;
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            var json = JsonNode.Parse(text, documentOptions: s_strict) as JsonObject;
            json?.ToJsonString(s_readable);
            return json;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // No JSON, or half of a pair of characters in it, which cannot be written again.
            return null;
        }
    }
}
