using System.Text;
using Crm.Contacts.Import;
using SpreadCheetah;
using SpreadCheetah.Styling;

namespace Crm.Contacts.Export;

/// <summary>In what a file of people is written.</summary>
internal enum FileKind
{
    /// <summary>A workbook: dates and numbers are such, texts are never formulas.</summary>
    Xlsx,

    /// <summary>Text, UTF-8 with a mark at the beginning; separated by semicolons where the reader's numbers have a decimal comma, as spreadsheets expect it.</summary>
    Csv,
}

/// <summary>Writes rows to a file, one after the other. Disposing it ends the file.</summary>
internal abstract class PeopleFile : IAsyncDisposable
{
    /// <summary>Begins a file with its headings.</summary>
    public static async Task<PeopleFile> BeginAsync(FileKind kind, Stream stream, string title, IReadOnlyList<string> headings, CancellationToken cancellationToken)
    {
        PeopleFile file = kind == FileKind.Xlsx ? await Workbook.OpenAsync(stream, title, cancellationToken) : new Lines(stream);
        await file.AddAsync([.. headings.Select(heading => (object?)heading)], cancellationToken);
        return file;
    }

    /// <summary>Adds a row.</summary>
    /// <exception cref="CellTooLongException">A text is longer than a workbook's cell can be.</exception>
    public abstract Task AddAsync(IReadOnlyList<object?> values, CancellationToken cancellationToken);

    /// <summary>Ends the file; it is whole only then.</summary>
    public abstract Task EndAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    private sealed class Lines(Stream stream) : PeopleFile
    {
        private readonly StreamWriter _writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        private readonly char _separator = System.Globalization.CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator == "," ? ';' : ',';

        public override Task AddAsync(IReadOnlyList<object?> values, CancellationToken cancellationToken)
            => _writer.WriteLineAsync(string.Join(_separator, values.Select(Cell)).AsMemory(), cancellationToken);

        public override Task EndAsync(CancellationToken cancellationToken) => _writer.FlushAsync(cancellationToken);

        public override ValueTask DisposeAsync() => _writer.DisposeAsync();

        private string Cell(object? value)
        {
            var text = value is string typed ? SheetText.Guard(typed) : SheetText.Of(value);
            var quoted = text.AsSpan().ContainsAny("\"\n\r;,\t") || (text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])));
            return quoted ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
        }
    }

    private sealed class Workbook(Spreadsheet sheet) : PeopleFile
    {
        private const int LongestCell = 32_767;

        // Workbooks know no day before; such a one is a text.
        private static readonly DateOnly s_firstDay = new(1900, 3, 1);

        private StyleId? _date;

        public static async Task<Workbook> OpenAsync(Stream stream, string title, CancellationToken cancellationToken)
        {
            var sheet = await Spreadsheet.CreateNewAsync(stream, cancellationToken: cancellationToken);
            await sheet.StartWorksheetAsync(title, token: cancellationToken);
            return new Workbook(sheet);
        }

        public override async Task AddAsync(IReadOnlyList<object?> values, CancellationToken cancellationToken)
        {
            _date ??= sheet.AddStyle(new Style { Format = NumberFormat.Custom("yyyy-mm-dd") });
            await sheet.AddRowAsync(values.Select(CellOf).ToList(), cancellationToken);
        }

        public override async Task EndAsync(CancellationToken cancellationToken) => await sheet.FinishAsync(cancellationToken);

        public override ValueTask DisposeAsync() => sheet.DisposeAsync();

        private Cell CellOf(object? value) => value switch
        {
            null => new Cell((string?)null),
            DateOnly date when date >= s_firstDay => new Cell(date.ToDateTime(TimeOnly.MinValue), _date),
            decimal number => new Cell(number),
            bool flag => new Cell(flag),
            _ when SheetText.Printable(SheetText.Of(value)) is var text => text.Length <= LongestCell ? new Cell(text) : throw new CellTooLongException(),
            _ => throw new InvalidOperationException(),
        };
    }
}

/// <summary>A text is longer than a workbook's cell can be; a text file has room for it.</summary>
internal sealed class CellTooLongException() : Exception("A cell of a workbook holds 32,767 characters.");
