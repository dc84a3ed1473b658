using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Crm.Kernel.Content.Json;

namespace Crm.Kernel.Content;

/// <summary>
/// A content item. Its JSON is Orchard's: the envelope members below, then one member per part. Fields added to a type live in the part of the type's own name.
/// </summary>
[JsonConverter(typeof(ContentItemConverter))]
public sealed class ContentItem : ContentElement, Data.IRecordIdentity
{
    private JsonElement? _source;
    private JsonObject? _data;

    /// <summary>Makes an empty item.</summary>
    public ContentItem() => ContentItem = this;

    string Data.IRecordIdentity.RecordType => ContentType;

    string? Data.IRecordIdentity.RecordId => ContentItemId;

    /// <summary>The document id; never in the JSON.</summary>
    public long Id { get; internal set; }

    /// <summary>26 characters, see <see cref="ContentId"/>.</summary>
    public string ContentItemId { get; set; } = "";

    /// <summary>The version's id.</summary>
    public string ContentItemVersionId { get; set; } = "";

    /// <summary>The technical name of its type.</summary>
    public string ContentType { get; set; } = "";

    /// <summary>The title shown.</summary>
    public string? DisplayText { get; set; }

    /// <summary>Whether this is the newest version.</summary>
    public bool Latest { get; set; }

    /// <summary>Whether this is the published version.</summary>
    public bool Published { get; set; }

    /// <summary>Last change, UTC.</summary>
    public DateTime? ModifiedUtc { get; set; }

    /// <summary>Publication, UTC.</summary>
    public DateTime? PublishedUtc { get; set; }

    /// <summary>Creation, UTC.</summary>
    public DateTime? CreatedUtc { get; set; }

    /// <summary>The owner's user id.</summary>
    public string? Owner { get; set; }

    /// <summary>The name of the last editor.</summary>
    public string? Author { get; set; }

    /// <inheritdoc/>
    public override JsonObject Data
    {
        get
        {
            _data ??= Members();
            foreach (var (name, view) in Views ?? [])
            {
                WriteBack(name, view);
            }

            return _data;
        }
    }

    /// <summary>A copy with the same ids and content.</summary>
    public ContentItem Copy() => JsonSerializer.Deserialize<ContentItem>(JsonSerializer.SerializeToUtf8Bytes(this))!;

    /// <summary>The fields of that class wherever they lie, known by a member that only they have; no definition is asked.</summary>
    internal IEnumerable<(string Part, string Name, T Field)> FieldsWith<T>(string member) where T : ContentField
    {
        var names = _data is not null
            ? _data.Where(part => part.Value is JsonObject json && json.Any(field => field.Value is JsonObject inner && inner.ContainsKey(member))).Select(part => part.Key)
            : _source is { } source
                ? source.EnumerateObject().Where(part => part.Value.ValueKind == JsonValueKind.Object && part.Value.EnumerateObject()
                    .Any(field => field.Value.ValueKind == JsonValueKind.Object && field.Value.TryGetProperty(member, out _))).Select(part => part.Name)
                : [];
        foreach (var part in names.Union(Views?.Keys ?? Enumerable.Empty<string>()).ToList())
        {
            var element = Views?.GetValueOrDefault(part) ?? View(typeof(ContentPart), part);
            foreach (var field in element is OpenElement open ? open.FieldNames<T>(member).ToList() : [])
            {
                if (element!.Get<T>(field) is { } found)
                {
                    yield return (part, field, found);
                }
            }
        }
    }

    internal void Attach(JsonElement source) => _source = source;

    internal override ContentElement? Read(Type type, string name)
    {
        if (_data is not null)
        {
            return _data[name] is JsonObject json ? (ContentElement?)json.Deserialize(type, ContentJson.Options) : null;
        }

        return _source is { } source && source.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object
            ? (ContentElement?)member.Deserialize(type, ContentJson.Options)
            : null;
    }

    internal override bool Has(string name) => Views?.ContainsKey(name) == true || (_data is not null
        ? _data[name] is JsonObject
        : _source is { } source && source.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object);

    internal override void Drop(string name)
    {
        Views?.Remove(name);
        (_data ??= Members()).Remove(name);
    }

    internal override void WriteBack(string name, ContentElement view)
        => (_data ??= Members())[name] = JsonSerializer.SerializeToNode(view, view.GetType(), ContentJson.Options);

    /// <summary>Replaces all members by these and forgets the typed views.</summary>
    internal void Replace(JsonObject data)
    {
        Views = null;
        _source = null;
        _data = data;
    }

    internal void WriteMembers(Utf8JsonWriter writer)
    {
        HashSet<string>? written = Views is { Count: > 0 } ? new(StringComparer.Ordinal) : null;
        if (_data is not null)
        {
            foreach (var (name, node) in _data)
            {
                if (!WriteView(writer, name, written) && node is JsonObject or JsonArray)
                {
                    writer.WritePropertyName(name);
                    node.WriteTo(writer);
                }
            }
        }
        else if (_source is { } source)
        {
            foreach (var member in source.EnumerateObject())
            {
                if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array && (written is null || !WriteView(writer, member.Name, written)))
                {
                    member.WriteTo(writer);
                }
            }
        }

        foreach (var name in Views?.Keys ?? Enumerable.Empty<string>())
        {
            if (!written!.Contains(name))
            {
                WriteView(writer, name, written);
            }
        }
    }

    private bool WriteView(Utf8JsonWriter writer, string name, HashSet<string>? written)
    {
        if (written is null || Views is null || !Views.TryGetValue(name, out var view))
        {
            return false;
        }

        written.Add(name);
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, view, view.GetType(), ContentJson.Options);
        return true;
    }

    private JsonObject Members()
    {
        var members = new JsonObject();
        if (_source is { } source)
        {
            foreach (var member in source.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.Object)
                {
                    members[member.Name] = JsonObject.Create(member.Value);
                }
                else if (member.Value.ValueKind == JsonValueKind.Array)
                {
                    members[member.Name] = JsonArray.Create(member.Value);
                }
            }

            _source = null;
        }

        return members;
    }
}
