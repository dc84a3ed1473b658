using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Audit.Differences;

/// <summary>Compares two states of a record member by member.</summary>
internal sealed class RecordDifference(FieldLabels labels)
{
    /// <summary>From this length on, or with more than one line, a text is shown word by word.</summary>
    private const int LongText = 60;

    /// <summary>The differences, in the order of the record's members; a null state is a record that did not exist.</summary>
    public IReadOnlyList<Difference> Between(JsonNode? before, JsonNode? after)
    {
        var differences = new List<Difference>();
        Compare([], before, after, differences);
        return differences;
    }

    private void Compare(ImmutableList<string> path, JsonNode? before, JsonNode? after, List<Difference> differences)
    {
        if (JsonNode.DeepEquals(before, after) || (path.Count > 0 && FieldLabels.IsBookkeeping(path[^1])))
        {
            return;
        }

        if (before is JsonObject || after is JsonObject)
        {
            CompareObjects(path, before as JsonObject, after as JsonObject, differences);
        }
        else if (before is JsonArray || after is JsonArray)
        {
            CompareLists(path, before as JsonArray ?? [], after as JsonArray ?? [], differences);
        }
        else
        {
            CompareValues(path, labels.Value(before), labels.Value(after), differences);
        }
    }

    private void CompareObjects(ImmutableList<string> path, JsonObject? before, JsonObject? after, List<Difference> differences)
    {
        foreach (var name in Names(before).Union(Names(after)))
        {
            Compare(path.Add(name), before?[name], after?[name], differences);
        }
    }

    private void CompareValues(ImmutableList<string> path, string? old, string? @new, List<Difference> differences)
    {
        if (old == @new)
        {
            return;
        }

        var label = labels.For(path);
        differences.Add(old is { Length: > 0 } && @new is { Length: > 0 } && (IsLong(old) || IsLong(@new))
            ? new TextDifference(Path(path), label, WordDifference.Between(old, @new))
            : new ValueDifference(Path(path), label, old, @new));
    }

    /// <summary>Items that bear an id are compared with themselves; of the rest it is said which came and which went.</summary>
    private void CompareLists(ImmutableList<string> path, JsonArray before, JsonArray after, List<Difference> differences)
    {
        var (old, @new) = (Keyed(before), Keyed(after));
        var added = @new.Where(entry => !old.ContainsKey(entry.Key)).Select(entry => labels.Entry(entry.Value)).ToList();
        var removed = old.Where(entry => !@new.ContainsKey(entry.Key)).Select(entry => labels.Entry(entry.Value)).ToList();
        var reordered = added.Count == 0 && removed.Count == 0 && !old.Keys.SequenceEqual(@new.Keys);
        if (added.Count > 0 || removed.Count > 0 || reordered)
        {
            differences.Add(new ListDifference(Path(path), labels.For(path), added, removed, reordered));
        }

        foreach (var (key, entry) in @new)
        {
            if (old.TryGetValue(key, out var was))
            {
                Compare(path.Add($"[{labels.Entry(entry)}]"), was, entry, differences);
            }
        }
    }

    private static Dictionary<string, JsonNode?> Keyed(JsonArray list)
    {
        var keyed = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var entry in list)
        {
            var id = entry is JsonObject item && item["ContentItemId"] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
            var key = id ?? entry?.ToJsonString() ?? "null";
            // The same value twice in a list is two entries.
            for (var copy = 2; !keyed.TryAdd(key, entry); copy++)
            {
                key = $"{id ?? entry?.ToJsonString()}#{copy}";
            }
        }

        return keyed;
    }

    private static string Path(IEnumerable<string> names) => string.Join('.', names).Replace(".[", "[", StringComparison.Ordinal);

    private static IEnumerable<string> Names(JsonObject? node) => node?.Select(member => member.Key) ?? [];

    private static bool IsLong(string text) => text.Length >= LongText || text.Contains('\n', StringComparison.Ordinal);
}
