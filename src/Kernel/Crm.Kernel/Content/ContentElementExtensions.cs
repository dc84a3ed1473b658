using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Content.Json;

namespace Crm.Kernel.Content;

/// <summary>Typed access to an element's members, with Orchard's names. A view is made once and written back when the item is saved.</summary>
public static class ContentElementExtensions
{
    /// <summary>The part or field of that class, or null when the element has none.</summary>
    /// <exception cref="JsonException">The stored JSON does not fit the class.</exception>
    public static T? As<T>(this ContentElement element) where T : ContentElement => (T?)element.View(typeof(T), typeof(T).Name);

    /// <summary>The part or field of that class.</summary>
    public static bool TryGet<T>(this ContentElement element, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? view) where T : ContentElement
        => (view = element.As<T>()) is not null;

    /// <summary>The part or field of that name, or null.</summary>
    public static ContentElement? Get(this ContentElement element, Type type, string name) => element.View(type, name);

    /// <summary>The part or field of that name, or null.</summary>
    public static T? Get<T>(this ContentElement element, string name) where T : ContentElement => (T?)element.View(typeof(T), name);

    /// <summary>Whether the element has such a member, an object.</summary>
    public static bool Has(this ContentElement element, string name) => element.Has(name);

    /// <summary>Whether the element has the part or field.</summary>
    public static bool Has<T>(this ContentElement element) where T : ContentElement => element.Has(typeof(T).Name);

    /// <summary>The part or field; a new one, attached, when there is none.</summary>
    public static T GetOrCreate<T>(this ContentElement element, string? name = null) where T : ContentElement, new()
        => (T)element.GetOrCreate(typeof(T), name ?? typeof(T).Name);

    /// <summary>The part or field of that name; a new one, attached, when there is none.</summary>
    public static ContentElement GetOrCreate(this ContentElement element, Type type, string name)
    {
        if (element.View(type, name) is { } existing)
        {
            return existing;
        }

        var view = (ContentElement)Activator.CreateInstance(type)!;
        element.Keep(name, view);
        return view;
    }

    /// <summary>Puts the part or field in place of what was there.</summary>
    public static ContentElement Apply(this ContentElement element, string name, ContentElement view)
    {
        element.Keep(name, view);
        element.WriteBack(name, view);
        return element;
    }

    /// <summary>Puts the part or field in place of what was there.</summary>
    public static ContentElement Apply<T>(this ContentElement element, T view) where T : ContentElement => element.Apply(typeof(T).Name, view);

    /// <summary>Changes the part or field, made when there is none.</summary>
    public static ContentElement Alter<T>(this ContentElement element, Action<T> change) where T : ContentElement, new()
    {
        change(element.GetOrCreate<T>());
        return element;
    }

    /// <summary>Changes the named part or field, made when there is none.</summary>
    public static ContentElement Alter<T>(this ContentElement element, string name, Action<T> change) where T : ContentElement, new()
    {
        change(element.GetOrCreate<T>(name));
        return element;
    }

    /// <summary>Adds a part that the type does not declare, with settings of its own.</summary>
    public static ContentElement Weld<T>(this ContentElement element, object? settings = null) where T : ContentElement, new()
    {
        element.GetOrCreate<T>();
        if (settings is not null)
        {
            var welded = element.Data["@WeldedPartSettings"] as JsonObject ?? [];
            welded[typeof(T).Name] = JsonSerializer.SerializeToNode(settings, ContentJson.Options);
            element.Data["@WeldedPartSettings"] = welded.Parent is null ? welded : welded.DeepClone();
        }

        return element;
    }

    /// <summary>Removes the part or field.</summary>
    public static ContentElement Remove<T>(this ContentElement element) where T : ContentElement
    {
        element.Drop(typeof(T).Name);
        return element;
    }

    /// <summary>Removes the member of that name.</summary>
    public static ContentElement Remove(this ContentElement element, string name)
    {
        element.Drop(name);
        return element;
    }

    /// <summary>
    /// Lays JSON over the item: objects merged deep, arrays replaced. Of the envelope only <c>DisplayText</c> is taken. Typed views taken before are stale afterwards.
    /// </summary>
    public static ContentItem Merge(this ContentItem item, JsonObject over)
    {
        var data = item.Data;
        JsonMerge.Into(data, new JsonObject(over.Where(member => member.Value is JsonObject or JsonArray).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))));
        if (over["DisplayText"] is JsonValue text && text.TryGetValue<string>(out var displayText))
        {
            item.DisplayText = displayText;
        }

        item.Replace(data);
        return item;
    }

    /// <summary>Replaces every part of the item by this JSON. Typed views taken before are stale afterwards.</summary>
    public static ContentItem ReplaceData(this ContentItem item, JsonObject data)
    {
        item.Replace(data);
        return item;
    }
}
