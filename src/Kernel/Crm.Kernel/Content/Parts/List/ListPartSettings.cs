namespace Crm.Kernel.Content.Parts;

/// <summary>Settings of a list.</summary>
public sealed class ListPartSettings
{
    /// <summary>Items a page.</summary>
    public int PageSize { get; set; } = 10;

    /// <summary>The types it takes.</summary>
    public string[] ContainedContentTypes { get; set; } = [];

    /// <summary>People may order the items.</summary>
    public bool EnableOrdering { get; set; }

    /// <summary>Shows the header.</summary>
    public bool ShowHeader { get; set; } = true;
}
