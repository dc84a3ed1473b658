using System.Runtime.CompilerServices;
using System.Text;

namespace Crm.Contacts.Import;

/// <summary>One record of a file.</summary>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="Cells">Its cells, trimmed; what could be read when it is faulty.</param>
/// <param name="Fault">Why it cannot be used, as a message id; null when it can.</param>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Cells, string? Fault = null)
{
    /// <summary>What the fault names.</summary>
    public object? About { get; init; }

    /// <summary>The line as it came, where each is a JSON object; null in other files.</summary>
    public string? Raw { get; init; }
}

/// <summary>Reads comma-separated text one record at a time. A quotation mark that is never closed costs its own line, not the rest of the file.</summary>
internal sealed class CsvRows(TextReader reader, char separator, char quote)
{
    /// <summary>A quoted cell may span so many lines; beyond it the mark is taken for a stray one.</summary>
    private const int MaxLines = 100;

    public const string OpenQuote = "A quotation mark is opened and never closed.";
    public const string TextAfterQuote = "There is text after a closing quotation mark.";

    private readonly Queue<string> _putBack = new();
    private int _line;

    /// <summary>The separator that the first lines share, by how evenly it cuts them.</summary>
    public static char GuessSeparator(string sample)
    {
        var lines = sample.Split('\n', 12, StringSplitOptions.RemoveEmptyEntries).Take(11).ToList();
        return ",;\t|".MaxBy(candidate => Score(lines, candidate));
    }

    /// <summary>The records, blank lines left out.</summary>
    public async IAsyncEnumerable<CsvRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await NextLineAsync(cancellationToken) is { } line)
        {
            var first = _line;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var cells = new List<string>();
            var end = Parse(line, cells);
            if (end == End.Open)
            {
                yield return await JoinAsync(line, first, cancellationToken);
                continue;
            }

            yield return new CsvRow(first, cells, end == End.TextAfterQuote ? TextAfterQuote : null);
        }
    }

    private static int Score(List<string> lines, char candidate)
    {
        var counts = lines.Select(line => line.Count(c => c == candidate)).ToList();
        return counts.Count == 0 || counts[0] == 0 ? 0 : (counts.Count(count => count == counts[0]) * 1000) + counts[0];
    }

    private async Task<CsvRow> JoinAsync(string line, int first, CancellationToken cancellationToken)
    {
        var text = new StringBuilder(line);
        var taken = new List<string>();
        while (taken.Count < MaxLines && await NextLineAsync(cancellationToken) is { } next)
        {
            taken.Add(next);
            text.Append('\n').Append(next);
            if (!next.Contains(quote))
            {
                continue;
            }

            var cells = new List<string>();
            var end = Parse(text.ToString(), cells);
            if (end == End.Closed)
            {
                return new CsvRow(first, cells);
            }

            if (end == End.TextAfterQuote)
            {
                // The next mark belongs to another record: the first one was a stray.
                break;
            }
        }

        // What was read on belongs to other records: they are read again.
        var rest = _putBack.ToArray();
        _putBack.Clear();
        foreach (var again in taken.Concat(rest))
        {
            _putBack.Enqueue(again);
        }

        _line -= taken.Count;
        return new CsvRow(first, line.Split(separator).Select(cell => cell.Trim()).ToList(), OpenQuote);
    }

    private async ValueTask<string?> NextLineAsync(CancellationToken cancellationToken)
    {
        var line = _putBack.Count > 0 ? _putBack.Dequeue() : await reader.ReadLineAsync(cancellationToken);
        _line += line is null ? 0 : 1;
        return line;
    }

    private End Parse(string text, List<string> cells)
    {
        var at = 0;
        var cell = new StringBuilder();
        while (true)
        {
            var end = text.IndexOf(separator, at);
            var start = at;
            while (start < text.Length && text[start] == ' ')
            {
                start++;
            }

            if (start >= text.Length || text[start] != quote)
            {
                cells.Add(text[at..(end < 0 ? text.Length : end)].Trim());
            }
            else
            {
                cell.Clear();
                if (!ReadQuoted(text, start + 1, cell, out var after))
                {
                    return End.Open;
                }

                cells.Add(cell.ToString().Trim());
                end = text.IndexOf(separator, after);
                if (!text.AsSpan(after, (end < 0 ? text.Length : end) - after).IsWhiteSpace())
                {
                    return End.TextAfterQuote;
                }
            }

            if (end < 0)
            {
                return End.Closed;
            }

            at = end + 1;
        }
    }

    private bool ReadQuoted(string text, int from, StringBuilder cell, out int after)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] != quote)
            {
                cell.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == quote)
            {
                cell.Append(quote);
                i++;
            }
            else
            {
                after = i + 1;
                return true;
            }
        }

        after = text.Length;
        return false;
    }

    private enum End
    {
        Closed,
        Open,
        TextAfterQuote,
    }
}
