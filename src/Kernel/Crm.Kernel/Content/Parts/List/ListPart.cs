namespace Crm.Kernel.Content.Parts;

/// <summary>Other items, documents of their own, belong to this one.</summary>
public sealed class ListPart : ContentPart;

/// <summary>The item belongs to a list.</summary>
public sealed class ContainedPart : ContentPart
{
    /// <summary>The list's id.</summary>
    public string? ListContentItemId { get; set; }

    /// <summary>The list's type.</summary>
    public string? ListContentType { get; set; }

    /// <summary>Place in the list.</summary>
    public int Order { get; set; }
}
