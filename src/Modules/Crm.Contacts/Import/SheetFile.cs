using System.Globalization;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Xml;
using Crm.Kernel.Hosting;
using MiniExcelLibs;

namespace Crm.Contacts.Import;

/// <summary>The rows of a file, be it text, a workbook or lines of JSON; the first bytes tell the first two from one another.</summary>
/// <param name="Rows">The rows from the header on.</param>
/// <param name="Encoding">The text's encoding; "xlsx" for a workbook.</param>
/// <param name="Separator">The text's separator; empty where there is none.</param>
internal sealed record SheetFile(IAsyncEnumerable<CsvRow> Rows, SheetForm Form, string Encoding, string Separator) : IAsyncDisposable
{
    /// <summary>A workbook may be so large when it is unpacked, in bytes.</summary>
    public const long LargestWorkbook = 2L * 1024 * 1024 * 1024;

    private static readonly byte[] s_zip = [0x50, 0x4B, 0x03, 0x04];

    private FileStream? _workbook;

    /// <summary>Whether it is separated text: only there stands the apostrophe of <see cref="SheetText.Guard"/>.</summary>
    public bool IsText => Form == SheetForm.Text;

    /// <summary>Opens the file.</summary>
    /// <param name="map">States encoding, separator and quotation mark; null when all is to be guessed.</param>
    /// <param name="stated">Its form, where the sender says it; lines of JSON have to be stated.</param>
    /// <exception cref="ImportRefusedException">It cannot be read.</exception>
    public static async Task<SheetFile> OpenAsync(Stream file, ImportMap? map, CancellationToken cancellationToken, SheetForm? stated = null)
    {
        if (stated == SheetForm.Lines)
        {
            var lines = await CsvText.OpenAsync(file, map?.Encoding, cancellationToken);
            return new SheetFile(new JsonLines(lines.Reader, map).ReadAsync(cancellationToken), SheetForm.Lines, lines.EncodingName, "");
        }

        var pipe = PipeReader.Create(file, new StreamPipeReaderOptions(leaveOpen: true));
        var read = await pipe.ReadAtLeastAsync(s_zip.Length, cancellationToken);
        var start = new byte[Math.Min(read.Buffer.Length, s_zip.Length)];
        System.Buffers.BuffersExtensions.CopyTo(read.Buffer.Slice(0, start.Length), start);
        pipe.AdvanceTo(read.Buffer.Start);
        if (start.AsSpan().SequenceEqual(s_zip))
        {
            return await OpenWorkbookAsync(pipe.AsStream(), cancellationToken);
        }

        var text = await CsvText.OpenAsync(pipe.AsStream(), map?.Encoding, cancellationToken);
        var separator = map?.Separator?[0] ?? CsvRows.GuessSeparator(text.Sample);
        return new SheetFile(new CsvRows(text.Reader, separator, (map?.Quote ?? "\"")[0]).ReadAsync(cancellationToken), SheetForm.Text, text.EncodingName, separator.ToString());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_workbook is not null)
        {
            await _workbook.DisposeAsync();
        }
    }

    // A packed file is read from its end: it is put down first.
    private static async Task<SheetFile> OpenWorkbookAsync(Stream stream, CancellationToken cancellationToken)
    {
        var file = PassingFile.Create();
        try
        {
            await stream.CopyToAsync(file, cancellationToken);
            file.Position = 0;
            Check(file);
            file.Position = 0;
            return new SheetFile(RowsOfAsync(file, cancellationToken), SheetForm.Workbook, "xlsx", "") { _workbook = file };
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static void Check(FileStream file)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Sum(entry => entry.Length) > LargestWorkbook)
            {
                throw new ImportRefusedException("", "The workbook is too large when unpacked; save it as text (.csv).");
            }

            if (zip.GetEntry("xl/workbook.xml") is null)
            {
                throw new ImportRefusedException("", "This is a packed file, but not a workbook (.xlsx).");
            }
        }
        catch (InvalidDataException)
        {
            throw new ImportRefusedException("", "The workbook is damaged and cannot be read.");
        }
    }

    private static async IAsyncEnumerable<CsvRow> RowsOfAsync(FileStream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield(); // unpacking begins when the first row is asked for
        var width = 0;
        var line = 0;
        using var rows = MiniExcel.Query(file, useHeaderRow: false, excelType: ExcelType.XLSX).Cast<IDictionary<string, object?>>().GetEnumerator();
        while (Next(rows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            line++;
            var cells = rows.Current.Values.Select(TextOf).ToList();
            if (cells.TrueForAll(cell => cell.Length == 0))
            {
                continue;
            }

            if (width == 0)
            {
                // Headings end at the last one that is filled; what stands to the right of them in a row is told as too much.
                width = cells.FindLastIndex(cell => cell.Length > 0) + 1;
                cells.RemoveRange(width, cells.Count - width);
            }

            yield return new CsvRow(line, cells);
        }
    }

    private static bool Next(IEnumerator<IDictionary<string, object?>> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (Exception fault) when (fault is InvalidDataException or XmlException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            throw new ImportRefusedException("", "The workbook is damaged and cannot be read.");
        }
    }

    private static string TextOf(object? value) => value switch
    {
        null => "",
        string text => text.Trim(),
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        double number when Math.Abs(number) < 1e15 => ((decimal)number).ToString(CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
