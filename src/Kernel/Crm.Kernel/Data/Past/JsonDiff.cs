using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Crm.Kernel.Data.Past;

/// <summary>
/// The difference of two JSON texts as JSON Patch (RFC 6902) in both directions, of <c>add</c>, <c>remove</c> and <c>replace</c> only. Arrays are compared by
/// their common beginning and end. Numbers that are written differently count as different.
/// </summary>
internal sealed class JsonDiff
{
    private static readonly JsonWriterOptions _writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly List<Change> _changes = [];

    private JsonDiff()
    {
    }

    /// <summary>From before to after.</summary>
    public string Forward { get; private set; } = "[]";

    /// <summary>From after to before.</summary>
    public string Backward { get; private set; } = "[]";

    /// <summary>What changed, as <c>PersonPart.Email</c>; an array as a whole.</summary>
    public IReadOnlyList<string> Fields { get; private set; } = [];

    public bool IsEmpty => _changes.Count == 0;

    /// <summary>The patches of a document that came into being; turned round, of one that went.</summary>
    public static (string Forward, string Backward) OfWhole(ReadOnlySpan<byte> content)
        => (string.Concat("[{\"op\":\"add\",\"path\":\"\",\"value\":", Encoding.UTF8.GetString(content), "}]"), "[{\"op\":\"remove\",\"path\":\"\"}]");

    public static JsonDiff Between(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        using var left = JsonDocument.Parse(before);
        using var right = JsonDocument.Parse(after);
        var diff = new JsonDiff();
        diff.Compare("", "", left.RootElement, right.RootElement);
        if (!diff.IsEmpty)
        {
            diff.Forward = Write(diff._changes, static change => (change.Before, change.After));
            diff._changes.Reverse();
            diff.Backward = Write(diff._changes, static change => (change.After, change.Before));
            diff._changes.Reverse();
            diff.Fields = diff._changes.Select(change => change.Field).Distinct().ToList();
        }

        return diff;
    }

    private void Compare(string pointer, string field, JsonElement before, JsonElement after)
    {
        if (before.ValueKind == after.ValueKind && before.ValueKind == JsonValueKind.Object)
        {
            CompareObjects(pointer, field, before, after);
        }
        else if (before.ValueKind == after.ValueKind && before.ValueKind == JsonValueKind.Array)
        {
            CompareArrays(pointer, field, before, after);
        }
        else if (!AreSame(before, after))
        {
            _changes.Add(new Change(pointer, field, before, after));
        }
    }

    private void CompareObjects(string pointer, string field, JsonElement before, JsonElement after)
    {
        foreach (var member in before.EnumerateObject())
        {
            var (at, name) = (JsonPointer.Append(pointer, member.Name), Join(field, member.Name));
            if (after.TryGetProperty(member.Name, out var value))
            {
                Compare(at, name, member.Value, value);
            }
            else
            {
                _changes.Add(new Change(at, name, member.Value, null));
            }
        }

        foreach (var member in after.EnumerateObject())
        {
            if (!before.TryGetProperty(member.Name, out _))
            {
                _changes.Add(new Change(JsonPointer.Append(pointer, member.Name), Join(field, member.Name), null, member.Value));
            }
        }
    }

    private void CompareArrays(string pointer, string field, JsonElement before, JsonElement after)
    {
        var (left, right) = (before.EnumerateArray().ToArray(), after.EnumerateArray().ToArray());
        var start = 0;
        while (start < left.Length && start < right.Length && AreSame(left[start], right[start]))
        {
            start++;
        }

        var end = 0;
        while (end < left.Length - start && end < right.Length - start && AreSame(left[^(end + 1)], right[^(end + 1)]))
        {
            end++;
        }

        var (leftEnd, rightEnd) = (left.Length - end, right.Length - end);
        var shared = Math.Min(leftEnd, rightEnd);
        for (var i = start; i < shared; i++)
        {
            if (!AreSame(left[i], right[i]))
            {
                _changes.Add(new Change(JsonPointer.Append(pointer, i), field, left[i], right[i]));
            }
        }

        // From the end, so that each index is right at its turn.
        for (var i = leftEnd - 1; i >= shared; i--)
        {
            _changes.Add(new Change(JsonPointer.Append(pointer, i), field, left[i], null));
        }

        for (var i = shared; i < rightEnd; i++)
        {
            _changes.Add(new Change(JsonPointer.Append(pointer, i), field, null, right[i]));
        }
    }

    private static bool AreSame(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
        {
            return false;
        }

        return left.ValueKind switch
        {
            JsonValueKind.Object or JsonValueKind.Array => JsonElement.DeepEquals(left, right) && left.GetRawText() is var text && (text == right.GetRawText() || IsEmptyDiff(left, right)),
            JsonValueKind.String => left.ValueEquals(right.GetString()),
            JsonValueKind.Number => left.GetRawText() == right.GetRawText(),
            _ => true,
        };
    }

    // Equal by value, yet a number may be written differently within.
    private static bool IsEmptyDiff(JsonElement left, JsonElement right)
    {
        var diff = new JsonDiff();
        diff.Compare("", "", left, right);
        return diff.IsEmpty;
    }

    private static string Join(string field, string name) => field.Length == 0 ? name : $"{field}.{name}";

    private static string Write(List<Change> changes, Func<Change, (JsonElement? From, JsonElement? To)> direction)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, _writer))
        {
            json.WriteStartArray();
            foreach (var change in changes)
            {
                var (from, to) = direction(change);
                json.WriteStartObject();
                json.WriteString("op", from is null ? "add" : to is null ? "remove" : "replace");
                json.WriteString("path", change.Pointer);
                if (to is { } value)
                {
                    json.WritePropertyName("value");
                    value.WriteTo(json);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private readonly record struct Change(string Pointer, string Field, JsonElement? Before, JsonElement? After);
}
