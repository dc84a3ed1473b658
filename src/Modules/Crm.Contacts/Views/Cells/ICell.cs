using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;

namespace Crm.Contacts.Views.Cells;

/// <summary>A column of the list of people whose cells can be changed where they stand.</summary>
internal interface ICell
{
    /// <summary>The value, to be compared; blank for none.</summary>
    string Read(ContentItem item);

    /// <summary>Carries the value, and nothing else, from one record to another.</summary>
    void Carry(ContentItem from, ContentItem to);
}

/// <summary>The cell of a field that the tenant added: its own editor writes it.</summary>
internal sealed class FieldCell(ContentFieldLayout field) : ICell
{
    /// <summary>The field.</summary>
    public ContentFieldLayout Field => @field;

    /// <summary>Whether that part or field is this one, for the editor to be built of nothing else.</summary>
    public bool Is(string path) => path == field.Part.Name || path == field.Path;

    /// <inheritdoc/>
    public string Read(ContentItem item) => item.Data[field.Part.Name]?[field.Name] is JsonObject value && value.Any(member => member.Value is not null) ? value.ToJsonString() : "";

    /// <inheritdoc/>
    public void Carry(ContentItem from, ContentItem to)
    {
        var part = to.Data[field.Part.Name]?.DeepClone() as JsonObject ?? [];
        part.Remove(field.Name);
        if (from.Data[field.Part.Name]?[field.Name] is { } value)
        {
            part[field.Name] = value.DeepClone();
        }

        to.Remove(field.Part.Name);
        to.Merge(new JsonObject { [field.Part.Name] = part });
    }
}
