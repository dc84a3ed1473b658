using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Contacts.Lists;

/// <summary>The place of a row in a sorted list: the values it is sorted by and its document id.</summary>
internal sealed record ListCursor(string First, string Second, DateTime Time, long Number, long Id) : IComparable<ListCursor>
{
    /// <inheritdoc/>
    public int CompareTo(ListCursor? other) => other is null ? 1
        : (Compare(First, other.First), Compare(Second, other.Second), Time.CompareTo(other.Time), Number.CompareTo(other.Number), Id.CompareTo(other.Id)) switch
        {
            (not 0 and var first, _, _, _, _) => first,
            (_, not 0 and var second, _, _, _) => second,
            (_, _, not 0 and var time, _, _) => time,
            (_, _, _, not 0 and var number, _) => number,
            var (_, _, _, _, id) => id,
        };

    // As both databases compare: by the bytes of UTF-8.
    private static int Compare(string one, string other)
        => string.Equals(one, other, StringComparison.Ordinal) ? 0 : Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other));

    /// <summary>As it stands in an address.</summary>
    public override string ToString()
        => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(new object[] { First, Second, Time.Ticks, Number, Id }));

    /// <summary>The cursor of an address; null when somebody has tampered with it, and the list begins at its beginning.</summary>
    public static ListCursor? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 2000)
        {
            return null;
        }

        try
        {
            var values = JsonSerializer.Deserialize<JsonElement[]>(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(text)));
            return values is not { Length: 5 } ? null : new ListCursor(
                values[0].GetString() ?? "", values[1].GetString() ?? "", new DateTime(values[2].GetInt64(), DateTimeKind.Utc), values[3].GetInt64(), values[4].GetInt64());
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
