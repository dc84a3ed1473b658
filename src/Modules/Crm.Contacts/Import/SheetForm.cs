namespace Crm.Contacts.Import;

/// <summary>How rows stand in a file.</summary>
internal enum SheetForm
{
    /// <summary>Separated text with a line of headings.</summary>
    Text,

    /// <summary>A workbook.</summary>
    Workbook,

    /// <summary>One JSON object a line (NDJSON).</summary>
    Lines,
}

/// <summary>By what a form is known before the first byte is read.</summary>
internal static class SheetForms
{
    /// <summary>The media type of JSON objects, one a line.</summary>
    public const string LinesType = "application/x-ndjson";

    private static readonly string[] s_lines = [".ndjson", ".jsonl"];

    /// <summary>The form that a file's name tells; null when the first bytes do.</summary>
    public static SheetForm? Of(string fileName) => s_lines.Contains(Path.GetExtension(fileName), StringComparer.OrdinalIgnoreCase) ? SheetForm.Lines : null;

    /// <summary>Whether that media type is one of JSON objects, one a line.</summary>
    public static bool IsLines(string? mediaType) => mediaType?.ToLowerInvariant() is LinesType or "application/ndjson" or "application/jsonl" or "application/x-jsonlines";
}
