using System.Globalization;
using Crm.Contacts.Duplicates.Phonetics;

namespace Crm.Contacts.Duplicates.Linkage;

/// <summary>One normalised value, with what is made of it once: its sounds, its day.</summary>
internal sealed class FieldValue
{
    private string? _soundex;
    private string? _phonex;
    private int? _day;

    private FieldValue(string text) => Text = text;

    /// <summary>The normalised text, never empty.</summary>
    public string Text { get; }

    /// <summary>The coarse sound; the text itself in another script.</summary>
    public string Soundex => _soundex ??= Soundex2.Of(Text) is { Length: > 0 } code ? code : Text;

    /// <summary>The fine sound; the text itself in another script.</summary>
    public string Phonex => _phonex ??= Phonetics.Phonex.Of(Text) is { Length: > 0 } code ? code : Text;

    /// <summary>The day's number, -1 when the text is no date.</summary>
    public int Day => _day ??= DateOnly.TryParseExact(Text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.DayNumber : -1;

    /// <summary>The value of a normalised text; null for an empty one.</summary>
    public static FieldValue? Of(string normalized) => normalized.Length == 0 ? null : new FieldValue(normalized);
}
