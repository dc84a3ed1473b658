using System.Globalization;

namespace Crm.Contacts.Import;

/// <summary>How values stand in the cells of a file: written by an export, known again by an import.</summary>
internal static class SheetText
{
    private const string Dangerous = "=+-@\t\r'";

    /// <summary>The text of a value that a column gives; empty for null.</summary>
    public static string Of(object? value) => value switch
    {
        null => "",
        string text => text,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Whether a cell says what the value is: line ends, blanks around it, zeros behind the decimal point and characters that no sheet can hold make no difference.</summary>
    public static bool Same(string cell, object? value)
        => value is decimal number && decimal.TryParse(cell, NumberStyles.Number, CultureInfo.InvariantCulture, out var read) ? read == number : Plain(cell) == Plain(Of(value));

    /// <summary>A text that a spreadsheet would take for a formula begins with an apostrophe instead (OWASP, CSV injection); signed numbers and phones are harmless and stay.</summary>
    public static string Guard(string text)
        => text.Length > 0 && Dangerous.Contains(text[0]) && !(text[0] is '+' or '-' && text.Length > 1 && text.Skip(1).All(c => char.IsAsciiDigit(c) || " ().-".Contains(c))) ? "'" + text : text;

    /// <summary>Takes the apostrophe of <see cref="Guard"/> away again.</summary>
    public static string Unguard(string cell) => cell.Length > 1 && cell[0] == '\'' && Dangerous.Contains(cell[1]) ? cell[1..] : cell;

    /// <summary>The text without the control characters that XML cannot hold.</summary>
    public static string Printable(string text) => text.Any(IsUnfit) ? string.Concat(text.Where(c => !IsUnfit(c))) : text;

    private static bool IsUnfit(char c) => c is < ' ' and not ('\t' or '\n' or '\r') or '\uFFFE' or '\uFFFF';

    private static string Plain(string text) => Printable(text).Replace("\r\n", "\n").Replace('\r', '\n').Trim();
}
