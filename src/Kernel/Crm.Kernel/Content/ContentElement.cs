using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Crm.Kernel.Content;

/// <summary>Something that carries JSON members and typed views of them: an item, a part or a field.</summary>
public abstract class ContentElement
{
    /// <summary>
    /// The members as JSON. For an item: every part, typed views written back first. For a part or field: the members that have no property of their own.
    /// To change what has a typed view, use the view (<c>As</c>, <c>Alter</c>) or <c>Merge</c>: a view that was taken wins over its JSON.
    /// </summary>
    [JsonIgnore]
    public abstract JsonObject Data { get; }

    /// <summary>The item the element belongs to; itself for an item.</summary>
    [JsonIgnore]
    public ContentItem ContentItem { get; internal set; } = null!;

    internal Dictionary<string, ContentElement>? Views { get; set; }

    internal abstract ContentElement? Read(Type type, string name);

    internal abstract void Drop(string name);

    internal abstract bool Has(string name);

    internal ContentElement? View(Type type, string name)
    {
        if (Views?.GetValueOrDefault(name) is { } taken)
        {
            if (type.IsInstanceOfType(taken))
            {
                return taken;
            }

            WriteBack(name, taken);
        }

        var view = Read(type, name);
        if (view is not null)
        {
            Keep(name, view);
        }

        return view;
    }

    internal void Keep(string name, ContentElement view)
    {
        view.ContentItem = ContentItem;
        (Views ??= new(StringComparer.Ordinal))[name] = view;
    }

    internal abstract void WriteBack(string name, ContentElement view);
}
