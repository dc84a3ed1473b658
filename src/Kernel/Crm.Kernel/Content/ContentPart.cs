using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Crm.Kernel.Content.Json;

namespace Crm.Kernel.Content;

/// <summary>A part of an item: a class whose properties are its JSON members (Pascal case). Used as it is, a part without a class of its own.</summary>
public class ContentPart : OpenElement;

/// <summary>A typed field of a part.</summary>
public abstract class ContentField : OpenElement;

/// <summary>A part or field: its properties, and the members that have none, kept word for word.</summary>
public abstract class OpenElement : ContentElement, IJsonOnSerializing
{
    private Dictionary<string, JsonElement>? _read;
    private JsonObject? _data;

    /// <summary>The members without a property, as the serialiser sees them; read <see cref="ContentElement.Data"/> instead.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest
    {
        get => _data is null ? _read : _data.ToDictionary(member => member.Key, member => JsonSerializer.SerializeToElement(member.Value, ContentJson.Options));
        set => (_read, _data) = (value, null);
    }

    /// <inheritdoc/>
    [JsonIgnore]
    public override JsonObject Data
    {
        get
        {
            WriteViewsBack();
            return Open();
        }
    }

    void IJsonOnSerializing.OnSerializing() => WriteViewsBack();

    internal IEnumerable<string> FieldNames<T>(string member) where T : ContentField
        => (Views ?? []).Where(view => view.Value is T).Select(view => view.Key)
            .Union(_data is not null
                ? _data.Where(field => field.Value is JsonObject json && json.ContainsKey(member)).Select(field => field.Key)
                : (_read ?? []).Where(field => field.Value.ValueKind == JsonValueKind.Object && field.Value.TryGetProperty(member, out _)).Select(field => field.Key))
            .Union(ElementProperties.Names(GetType(), typeof(T)));

    internal override ContentElement? Read(Type type, string name)
    {
        if (ElementProperties.Get(this, name) is { } own)
        {
            return type.IsInstanceOfType(own) ? own : null;
        }

        if (_data is not null)
        {
            return _data[name] is JsonObject json ? (ContentElement?)json.Deserialize(type, ContentJson.Options) : null;
        }

        return _read is not null && _read.TryGetValue(name, out var read) && read.ValueKind == JsonValueKind.Object
            ? (ContentElement?)read.Deserialize(type, ContentJson.Options)
            : null;
    }

    internal override bool Has(string name) => Views?.ContainsKey(name) == true
        || (_data is not null ? _data[name] is JsonObject : _read is not null && _read.TryGetValue(name, out var read) && read.ValueKind == JsonValueKind.Object)
        || ElementProperties.Get(this, name) is not null;

    internal override void Drop(string name)
    {
        Views?.Remove(name);
        Open().Remove(name);
        ElementProperties.TrySet(this, name, null);
    }

    internal override void WriteBack(string name, ContentElement view)
    {
        if (ElementProperties.TrySet(this, name, view))
        {
            return;
        }

        if (_data is null)
        {
            (_read ??= new(StringComparer.Ordinal))[name] = JsonSerializer.SerializeToElement(view, view.GetType(), ContentJson.Options);
        }
        else
        {
            _data[name] = JsonSerializer.SerializeToNode(view, view.GetType(), ContentJson.Options);
        }
    }

    private JsonObject Open()
    {
        if (_data is null)
        {
            _data = [];
            foreach (var (name, value) in _read ?? [])
            {
                _data[name] = JsonSerializer.SerializeToNode(value, ContentJson.Options);
            }

            _read = null;
        }

        return _data;
    }

    private void WriteViewsBack()
    {
        foreach (var (name, view) in Views ?? [])
        {
            WriteBack(name, view);
        }
    }
}
