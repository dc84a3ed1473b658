using System.Globalization;
using System.Text;

namespace Crm.Activities.Feed;

/// <summary>Writes iCalendar (RFC 5545): CRLF, lines folded at 75 octets and never inside a character, texts escaped.</summary>
internal sealed class IcsWriter
{
    private const int LongestLine = 75;

    private readonly StringBuilder _text = new();

    /// <summary>A line whose value is written as it is.</summary>
    public IcsWriter Line(string name, string value)
    {
        var room = LongestLine;
        foreach (var rune in $"{name}:{value}".EnumerateRunes())
        {
            if (rune.Utf8SequenceLength > room)
            {
                _text.Append("\r\n "); // the blank counts
                room = LongestLine - 1;
            }

            _text.Append(rune.ToString());
            room -= rune.Utf8SequenceLength;
        }

        _text.Append("\r\n");
        return this;
    }

    /// <summary>A line whose value is a text for people.</summary>
    public IcsWriter Text(string name, string value) => Line(name, Escape(value));

    /// <summary>A moment, in UTC.</summary>
    public IcsWriter Utc(string name, DateTime utc) => Line(name, utc.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

    /// <summary>A day.</summary>
    public IcsWriter Day(string name, DateOnly day) => Line($"{name};VALUE=DATE", day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    // §3.3.11; other control characters have no place in a text.
    private static string Escape(string text) => new StringBuilder(string.Concat(text.ReplaceLineEndings("\n").Where(character => character is '\n' or '\t' || !char.IsControl(character))))
        .Replace("\\", "\\\\").Replace(";", "\\;").Replace(",", "\\,").Replace("\n", "\\n").ToString();
}
