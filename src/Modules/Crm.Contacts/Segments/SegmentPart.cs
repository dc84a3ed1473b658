using System.Text.Json.Nodes;
using Crm.Kernel.Content;

namespace Crm.Contacts.Segments;

/// <summary>A named choice of people by conditions. The name is the item's title.</summary>
public sealed class SegmentPart : ContentPart
{
    /// <summary>What it is for.</summary>
    public string Description { get; set; } = "";

    /// <summary>The condition tree, see <c>docs/segments.md</c>; null or without conditions for everybody.</summary>
    public JsonObject? Condition { get; set; }
}
