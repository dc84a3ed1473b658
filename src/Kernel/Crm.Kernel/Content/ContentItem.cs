using System.Text.Json.Nodes;

namespace Crm.Kernel.Content;

/// <summary>Something that carries JSON members and typed views of them: an item, a part or a field.</summary>
public class ContentElement
{
    /// <summary>The JSON of the element's members.</summary>
    public JsonObject Data { get; internal set; } = [];

    /// <summary>The item the element belongs to; itself for an item.</summary>
    public ContentItem ContentItem { get; internal set; } = null!;
}

/// <summary>A typed part of a content item, a plain class whose properties are its JSON members (Pascal case).</summary>
public abstract class ContentPart : ContentElement;

/// <summary>A typed field of a part.</summary>
public abstract class ContentField : ContentElement;

/// <summary>
/// A content item. Its JSON is Orchard's: the envelope members below, then one member per part. Fields added to a type live in the part of the type's own name.
/// </summary>
public sealed class ContentItem : ContentElement
{
    /// <summary>Makes an empty item.</summary>
    public ContentItem() => ContentItem = this;

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
}
