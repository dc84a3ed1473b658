using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;

namespace Crm.Kernel.Security;

/// <summary>What one user sees of records: every field but the hidden ones.</summary>
public sealed class Sight
{
    private const string Name = nameof(ContentItem.DisplayText);

    private readonly List<SecretField> _hidden;
    private readonly IReadOnlyList<NameSource> _names;

    internal Sight(IEnumerable<FieldRight> hidden, IEnumerable<SecretField> secrets, IEnumerable<NameSource>? names = null, IEnumerable<DerivedField>? derived = null)
    {
        (_hidden, _names) = ([.. hidden.Select(field => new SecretField(field.ContentType, field.Path)), .. secrets], [.. names ?? []]);
        foreach (var field in derived ?? [])
        {
            // One after the other: an address is made of a title that is made of a field.
            if (!CanSee(field.Type, field.Source))
            {
                _hidden.Add(new SecretField(field.Type, field.Path));
            }
        }
    }

    /// <summary>
    /// Whether the field is seen. <paramref name="path"/> is part and field or longer, as <c>Person.Email</c> or <c>Person.Email.Text</c>; lists, sorts, filters, search and
    /// timelines ask it for the source field of what they show. <c>DisplayText</c> is seen when all that it is made of is.
    /// </summary>
    public bool CanSee(string type, string path)
        => !_hidden.Exists(field => Applies(field, type) && IsBelow(path, field.Path, '.')) && (path != Name || NameIsMadeOf(type).All(source => CanSee(type, source)));

    /// <summary>The item's name, or null when it is made of a hidden field.</summary>
    public string? NameOf(ContentItem item) => CanSee(item.ContentType, Name) ? item.DisplayText : null;

    /// <summary>A copy of the item for showing: without the hidden fields, and without its name when that is made of one.</summary>
    public ContentItem Show(ContentItem item)
    {
        var shown = item.Copy();
        shown.ReplaceData(Project(item.ContentType, item.Data));
        shown.DisplayText = NameOf(item);
        return shown;
    }

    /// <summary>A content item's JSON without the hidden fields.</summary>
    public JsonObject Project(ContentItem item)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(item)!;
        Strip(item.ContentType, json);
        return json;
    }

    /// <summary>The hidden fields that this JSON names: what its sender cannot see he cannot write.</summary>
    public IEnumerable<string> HiddenIn(string type, JsonObject record)
        => _hidden.Where(field => Applies(field, type)).Select(field => field.Path).Where(path => Reaches(record, path.Split('.')))
            .Concat(record.ContainsKey(Name) && !CanSee(type, Name) ? [Name] : []).Distinct();

    /// <summary>A copy of a record's JSON without the hidden fields; items inside items likewise.</summary>
    public JsonObject Project(string type, JsonObject record)
    {
        var copy = (JsonObject)record.DeepClone();
        Strip(type, copy);
        return copy;
    }

    /// <summary>A JSON patch (RFC 6902) of a record of that type without the operations on hidden fields.</summary>
    public JsonArray ProjectPatch(string type, JsonArray patch)
    {
        var seen = new JsonArray();
        foreach (var operation in patch.OfType<JsonObject>())
        {
            var path = operation["path"]?.GetValue<string>().Replace('/', '.').TrimStart('.') ?? "";
            if (!CanSee(type, path))
            {
                continue;
            }

            var copy = (JsonObject)operation.DeepClone();
            if (copy["value"] is { } value)
            {
                StripBelow(type, path, value);
            }

            seen.Add(copy);
        }

        return seen;
    }

    private void Strip(string type, JsonObject record)
    {
        foreach (var field in _hidden.Where(field => Applies(field, type)))
        {
            Remove(record, field.Path.Split('.'));
        }

        if (record.ContainsKey(Name) && !CanSee(type, Name))
        {
            record.Remove(Name);
        }

        StripInner(record);
    }

    private IEnumerable<string> NameIsMadeOf(string type)
        => _names.FirstOrDefault(source => source.Type == type)?.Paths ?? NameSource.Usual;

    // A patch may put a whole part, or the whole record, in one operation.
    private void StripBelow(string type, string path, JsonNode value)
    {
        foreach (var field in _hidden.Where(field => Applies(field, type) && IsBelow(field.Path, path, '.')))
        {
            Remove(value, field.Path[path.Length..].Split('.', StringSplitOptions.RemoveEmptyEntries));
        }

        if (path.Length == 0 && value is JsonObject whole && !CanSee(type, Name))
        {
            whole.Remove(Name);
        }

        StripInner(value);
    }

    private void StripInner(JsonNode node)
    {
        foreach (var child in node switch { JsonObject members => members.Select(member => member.Value), JsonArray items => items, _ => [] })
        {
            if (child is JsonObject inner && inner["ContentType"] is JsonValue type && inner.ContainsKey("ContentItemId"))
            {
                Strip(type.ToString(), inner);
            }
            else if (child is not null)
            {
                StripInner(child);
            }
        }
    }

    private static bool Reaches(JsonNode? node, string[] path)
    {
        foreach (var name in path)
        {
            if (node is not JsonObject members || !members.TryGetPropertyValue(name, out node))
            {
                return false;
            }
        }

        return true;
    }

    private static void Remove(JsonNode? node, string[] path)
    {
        for (var i = 0; i < path.Length - 1 && node is not null; i++)
        {
            node = (node as JsonObject)?[path[i]];
        }

        if (node is JsonObject parent && path.Length > 0)
        {
            parent.Remove(path[^1]);
        }
    }

    private static bool Applies(SecretField field, string type) => field.Type.Length == 0 || field.Type == type;

    private static bool IsBelow(string path, string root, char separator)
        => root.Length == 0 || (path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == separator));
}
