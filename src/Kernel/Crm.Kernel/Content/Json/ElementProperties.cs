using System.Collections.Concurrent;
using System.Reflection;

namespace Crm.Kernel.Content.Json;

/// <summary>Properties of parts that are themselves fields, found once a type.</summary>
internal static class ElementProperties
{
    private static readonly ConcurrentDictionary<(Type Type, string Name), PropertyInfo?> Found = new();
    private static readonly ConcurrentDictionary<(Type Part, Type Field), string[]> OfType = new();

    /// <summary>The field in the property of that name, or null.</summary>
    public static ContentElement? Get(ContentElement element, string name) => (ContentElement?)Find(element, name)?.GetValue(element);

    /// <summary>Sets the property of that name; false when there is none that takes the value.</summary>
    public static bool TrySet(ContentElement element, string name, ContentElement? value)
    {
        if (Find(element, name) is not { CanWrite: true } property || (value is not null && !property.PropertyType.IsInstanceOfType(value)))
        {
            return false;
        }

        property.SetValue(element, value);
        return true;
    }

    /// <summary>The properties of a part's class that are fields of that class.</summary>
    public static IReadOnlyList<string> Names(Type part, Type field) => part == typeof(ContentPart) ? [] : OfType.GetOrAdd((part, field), static key =>
        [.. key.Part.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.PropertyType == key.Field).Select(property => property.Name)]);

    private static PropertyInfo? Find(ContentElement element, string name)
        => element.GetType() == typeof(ContentPart) ? null : Found.GetOrAdd((element.GetType(), name), static key =>
            key.Type.GetProperty(key.Name, BindingFlags.Public | BindingFlags.Instance) is { } property
            && property.Name != nameof(ContentElement.ContentItem) && typeof(ContentElement).IsAssignableFrom(property.PropertyType) ? property : null);
}
