namespace Crm.Kernel.Content.Filters;

/// <summary>Which filterable fields have all their values in the filter tables, and how far the others are; one document.</summary>
public sealed class FilterBackfill
{
    /// <summary>Held by whoever reads it to change it: an admin's save of a type does not fail because the job is at work.</summary>
    internal const string Lock = "filters";

    /// <summary>Fields whose filter is complete, as <c>Type/Part.Field</c>.</summary>
    public List<string> Ready { get; set; } = [];

    /// <summary>Types whose items are being gone through.</summary>
    public List<FilterBackfillType> Pending { get; set; } = [];
}

/// <summary>A type whose items are being gone through.</summary>
public sealed class FilterBackfillType
{
    /// <summary>The type.</summary>
    public string ContentType { get; set; } = "";

    /// <summary>The fields being filled, <c>Part.Field</c>.</summary>
    public List<string> Fields { get; set; } = [];

    /// <summary>The last document done.</summary>
    public long Cursor { get; set; }
}
