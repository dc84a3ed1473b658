using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Crm.Contacts.Import;

/// <summary>
/// Reads rows that are JSON objects, one a line: their names are the columns of the map, or headings that an export gives. Only the line at hand is in memory, and without a map those first ones
/// whose names make the header. A line that is no good costs itself only.
/// </summary>
/// <param name="map">What it does not speak of is passed over, whatever it holds; without one each name has to stand in the first lines.</param>
internal sealed class JsonLines(TextReader reader, ImportMap? map)
{
    /// <summary>The longest line, in characters.</summary>
    public const int LongestLine = 100_000;

    public const string TooLong = "This line is too long: {0:N0} characters at most.";
    public const string NoObject = "This line is not a JSON object.";
    public const string CutOff = "This line is cut off: its JSON object does not end.";
    public const string Twice = "The name “{0}” occurs twice in this line.";
    public const string Nested = "“{0}” holds an object or a list within a list; a value is a text, a number, true, false, or a list of these.";
    public const string Unknown = "The name “{0}” stands in none of the first lines, and no map says what it is.";

    private const int Looked = 200;
    private const int LookedChars = 1_000_000;

    private readonly char[] _buffer = new char[16 * 1024];
    private int _at;
    private int _end;
    private int _line;

    /// <summary>The names, as a row of headings at line 0, then a row for each line that is not blank.</summary>
    public async IAsyncEnumerable<CsvRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (first, chars) = (new List<JsonLine>(), 0);
        while (first.Count < (map is null ? Looked : 1) && chars < LookedChars && await NextAsync(cancellationToken) is { } line)
        {
            first.Add(line);
            chars += line.Text.Length;
        }

        if (first.Count == 0)
        {
            yield break;
        }

        var header = new JsonHeader(map, first.SelectMany(line => line.Values.Select(value => value.Name)));
        yield return new CsvRow(0, header.Names);
        foreach (var line in first)
        {
            yield return header.RowOf(line);
        }

        while (await NextAsync(cancellationToken) is { } line)
        {
            yield return header.RowOf(line);
        }
    }

    private async ValueTask<JsonLine?> NextAsync(CancellationToken cancellationToken)
    {
        while (await TextAsync(cancellationToken) is var (text, isLong))
        {
            _line++;
            if (isLong)
            {
                return new JsonLine(_line, text, []) { Fault = TooLong, About = LongestLine };
            }

            if (!string.IsNullOrWhiteSpace(text))
            {
                return Parse(_line, text);
            }
        }

        return null;
    }

    // The next line without its end; of one that is too long its beginning.
    private async ValueTask<(string Text, bool IsLong)?> TextAsync(CancellationToken cancellationToken)
    {
        var (text, met, isLong) = (new StringBuilder(), false, false);
        while (_at < _end || await FillAsync(cancellationToken))
        {
            met = true;
            var rest = _buffer.AsMemory(_at, _end - _at);
            var stop = rest.Span.IndexOf('\n');
            var part = stop < 0 ? rest : rest[..stop];
            isLong |= text.Length + part.Length > LongestLine + 1; // a carriage return is none of its characters
            text.Append(part.Span[..Math.Min(part.Length, LongestLine + 1 - text.Length)]);
            _at += part.Length + (stop < 0 ? 0 : 1);
            if (stop >= 0)
            {
                break;
            }
        }

        var line = text.ToString().TrimEnd('\r');
        return !met ? null : (_line == 0 ? line.TrimStart('\uFEFF') : line, isLong || line.Length > LongestLine);
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        (_at, _end) = (0, await reader.ReadAsync(_buffer.AsMemory(), cancellationToken));
        return _end > 0;
    }

    private static JsonLine Parse(int line, string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object ? Read(line, text, json.RootElement) : new JsonLine(line, text, []) { Fault = NoObject };
        }
        catch (JsonException)
        {
            return new JsonLine(line, text, []) { Fault = IsCutOff(text) ? CutOff : NoObject };
        }
        catch (InvalidOperationException)
        {
            // Half of a pair of characters, which no text can hold.
            return new JsonLine(line, text, []) { Fault = NoObject };
        }
    }

    private static JsonLine Read(int line, string text, JsonElement json)
    {
        var values = new List<(string Name, string? Value)>();
        var met = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in json.EnumerateObject())
        {
            if (!met.Add(member.Name.Trim()))
            {
                return new JsonLine(line, text, []) { Fault = Twice, About = member.Name };
            }

            values.Add((member.Name.Trim(), TextOf(member.Value)));
        }

        return new JsonLine(line, text, values);
    }

    // What a cell would hold; null where nothing can.
    private static string? TextOf(JsonElement value) => value.ValueKind != JsonValueKind.Array ? PlainOf(value)
        : value.EnumerateArray().Select(PlainOf).ToList() is var parts && parts.Contains(null) ? null : string.Join("; ", parts.Where(part => part!.Length > 0));

    private static string? PlainOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!.Trim(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.TryGetDecimal(out var number) ? number.ToString(CultureInfo.InvariantCulture) : value.GetRawText(),
        _ => null,
    };

    // Text that could go on to be an object.
    private static bool IsCutOff(string text)
    {
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), isFinalBlock: false, default);
        try
        {
            while (json.Read())
            {
            }

            return text.AsSpan().TrimStart().StartsWith("{");
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>A line that was read.</summary>
/// <param name="Text">As it came; the beginning of one that is too long.</param>
/// <param name="Values">What cells would hold, by name; null where none can.</param>
internal sealed record JsonLine(int Line, string Text, IReadOnlyList<(string Name, string? Value)> Values)
{
    /// <summary>Why it cannot be used, as a message id; null when it can.</summary>
    public string? Fault { get; init; }

    /// <summary>What the fault names.</summary>
    public object? About { get; init; }
}

/// <summary>The names by which lines become rows: those of the map, or those met in the first lines.</summary>
internal sealed class JsonHeader
{
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _isStrict;

    public JsonHeader(ImportMap? map, IEnumerable<string> met)
    {
        _isStrict = map is null;
        foreach (var name in (map is null ? met : map.Columns.Keys.Append(map.Key ?? "").Select(name => name.Trim())).Where(name => name.Length > 0 && !RefusedRows.IsOwn(name) && _places.TryAdd(name, _places.Count)))
        {
            Names.Add(name);
        }
    }

    public List<string> Names { get; } = [];

    /// <summary>The line as a row; what it does not say is blank.</summary>
    public CsvRow RowOf(JsonLine line)
    {
        if (line.Fault is not null)
        {
            return Faulty(line, line.Fault, line.About);
        }

        var cells = new string[Names.Count];
        Array.Fill(cells, "");
        foreach (var (name, value) in line.Values)
        {
            if (_places.TryGetValue(name, out var place))
            {
                if (value is null)
                {
                    return Faulty(line, JsonLines.Nested, name);
                }

                cells[place] = value;
            }
            else if (_isStrict && !RefusedRows.IsOwn(name))
            {
                return Faulty(line, JsonLines.Unknown, name);
            }
        }

        return new CsvRow(line.Line, cells) { Raw = line.Text };
    }

    private static CsvRow Faulty(JsonLine line, string fault, object? about) => new(line.Line, [], fault) { About = about, Raw = line.Text };
}
