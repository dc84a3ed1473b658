using System.Text;
using Crm.Contacts.Import;

namespace Crm.Contacts.Tests.Import;

public sealed class CsvTests
{
    private static async Task<List<CsvRow>> ReadAsync(string text, char separator = ',')
        => await new CsvRows(new StringReader(text), separator, '"').ReadAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    private static async Task<string> DecodeAsync(byte[] bytes, string? stated = null)
        => await (await CsvText.OpenAsync(new MemoryStream(bytes), stated, TestContext.Current.CancellationToken)).Reader.ReadToEndAsync(TestContext.Current.CancellationToken);

    public static TheoryData<string> Encodings => ["utf-8", "utf-8-bom", "windows-1252", "utf-16", "utf-16BE", "utf-16-without-mark"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task The_encoding_is_recognised(string name)
    {
        const string text = "nom,ville\nLefèvre,Périgueux €\n";
        var encoding = name switch
        {
            "utf-8" => new UTF8Encoding(false),
            "utf-8-bom" => new UTF8Encoding(true),
            "utf-16" => new UnicodeEncoding(false, true),
            "utf-16BE" => new UnicodeEncoding(true, true),
            "utf-16-without-mark" => new UnicodeEncoding(false, false),
            _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
        };
        Assert.Equal(text, await DecodeAsync([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]));
    }

    [Fact]
    public async Task A_file_put_together_from_two_encodings_is_read_whole()
    {
        byte[] mixed = [.. Encoding.UTF8.GetBytes("Lefèvre\n"), .. CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes("Périgueux\n"), .. Encoding.UTF8.GetBytes("Noël\n")];
        Assert.Equal("Lefèvre\nPérigueux\nNoël\n", await DecodeAsync(mixed));
    }

    [Fact]
    public async Task A_letter_cut_by_the_buffer_is_read_whole()
    {
        var text = new string('a', 32767) + "é" + new string('b', 40_000);
        Assert.Equal(text, await DecodeAsync(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("a,b\n1,2\n", ',')]
    [InlineData("a;b\n1,5;2\n3,5;4\n", ';')]
    [InlineData("a\tb\n1\t2\n", '\t')]
    [InlineData("a|b\n1|2\n", '|')]
    public void The_separator_is_guessed_by_how_evenly_it_cuts(string text, char separator) => Assert.Equal(separator, CsvRows.GuessSeparator(text));

    [Fact]
    public async Task Quotes_blanks_and_line_breaks_are_read_as_meant()
    {
        var rows = await ReadAsync("name, note\r\n\"O\"\"Neil\", \"two\r\nlines, one cell\"\r\n\r\n5\" pipe,x\r\n");
        Assert.Equal(["name", "note"], rows[0].Cells);
        Assert.Equal(["O\"Neil", "two\nlines, one cell"], rows[1].Cells);
        Assert.Equal((2, 5), (rows[1].Line, rows[2].Line));
        Assert.Equal(["5\" pipe", "x"], rows[2].Cells);
    }

    [Fact]
    public async Task A_quote_never_closed_costs_its_own_line_only()
    {
        var rows = await ReadAsync("a,b\n\"never closed,1\ngood,2\n\"also good\",3\n");
        Assert.Equal(CsvRows.OpenQuote, rows.Single(row => row.Line == 2).Fault);
        Assert.Equal(["good", "2"], rows.Single(row => row.Line == 3).Cells);
        Assert.Equal(["also good", "3"], rows.Single(row => row.Line == 4).Cells);
    }

    [Fact]
    public async Task Text_after_a_closing_quote_is_a_fault() => Assert.Equal(CsvRows.TextAfterQuote, (await ReadAsync("a,b\n\"x\"y,1\n"))[1].Fault);
}
