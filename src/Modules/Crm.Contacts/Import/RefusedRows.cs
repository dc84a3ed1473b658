namespace Crm.Contacts.Import;

/// <summary>Writes the refused rows as CSV that can be mended and imported again: the file's own columns, then line, column and reason.</summary>
internal sealed class RefusedRows(TextWriter writer)
{
    private int _width;

    /// <summary>Writes the header.</summary>
    public Task BeginAsync(IReadOnlyList<string> header)
    {
        _width = header.Count;
        return WriteAsync([.. header, "import_line", "import_column", "import_reason"]);
    }

    /// <summary>Goes on with a file that has its header.</summary>
    public void Resume(IReadOnlyList<string> header) => _width = header.Count;

    /// <summary>Writes one row.</summary>
    public Task AddAsync(RefusedRow row)
    {
        var cells = row.Cells.Take(_width).ToList();
        cells.AddRange(Enumerable.Repeat("", _width - cells.Count));
        return WriteAsync([.. cells, row.Line.ToString(System.Globalization.CultureInfo.InvariantCulture), row.Column, row.Reason]);
    }

    private Task WriteAsync(IEnumerable<string> cells) => writer.WriteLineAsync(string.Join(',', cells.Select(Quote)));

    /// <summary>A cell as it is written.</summary>
    public static string Quote(string cell)
        => cell.AsSpan().ContainsAny(",\"\n\r") || (cell.Length > 0 && (cell[0] == ' ' || cell[^1] == ' ')) ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
}
