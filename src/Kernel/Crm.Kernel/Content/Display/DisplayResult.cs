namespace Crm.Kernel.Content.Display;

/// <summary>What a driver answers: one shape, several, or none.</summary>
public interface IDisplayResult
{
    /// <summary>The shapes.</summary>
    IEnumerable<ShapeResult> Shapes { get; }
}

/// <summary>Several shapes.</summary>
public sealed class CombinedResult(IEnumerable<IDisplayResult?> results) : IDisplayResult
{
    /// <inheritdoc/>
    public IEnumerable<ShapeResult> Shapes { get; } = [.. results.OfType<IDisplayResult>().SelectMany(result => result.Shapes)];
}

/// <summary>One shape: the name of a view, its model, and where it goes.</summary>
public sealed class ShapeResult(string shapeType, Func<ValueTask<object>> model) : IDisplayResult
{
    private readonly Dictionary<string, string> _locations = new(StringComparer.OrdinalIgnoreCase);
    private string? _default;

    /// <summary>The shape's name, <c>TitlePart_Edit</c>.</summary>
    public string ShapeType { get; } = shapeType;

    /// <summary>Settings group it belongs to, or null.</summary>
    public string? GroupId { get; private set; }

    IEnumerable<ShapeResult> IDisplayResult.Shapes => [this];

    /// <summary>Where it goes in every display type: zone and dotted position, <c>Content:5</c>; "-" for nowhere.</summary>
    public ShapeResult Location(string location)
    {
        _default = location;
        return this;
    }

    /// <summary>Where it goes in that display type.</summary>
    public ShapeResult Location(string displayType, string location)
    {
        _locations[displayType] = location;
        return this;
    }

    /// <summary>Only shown when that group is asked for.</summary>
    public ShapeResult OnGroup(string groupId)
    {
        GroupId = groupId;
        return this;
    }

    /// <summary>Zone and position for the display type; null when it is not shown. A part or field without a word goes to <c>Content</c>.</summary>
    internal (string Zone, string Position)? Place(string displayType)
    {
        var location = _locations.GetValueOrDefault(displayType) ?? _default ?? (_locations.Count == 0 ? "Content" : null);
        if (location is null or "" or "-")
        {
            return null;
        }

        var place = location.TrimStart('/').Split('#', '@', '%', '|')[0].Split(':', 2);
        return (place[0], place.Length > 1 ? place[1] : "");
    }

    internal ValueTask<object> BuildAsync() => model();
}
