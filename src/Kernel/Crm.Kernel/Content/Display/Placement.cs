using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Display;

namespace Crm.Kernel.Content.Display;

/// <summary>A shape with its view found: what the page draws.</summary>
/// <param name="View">Path of the view.</param>
/// <param name="Prefix">Prefix of input names, and of the path of faults.</param>
public sealed record PlacedShape(string Zone, string Position, string View, object Model, string Prefix)
{
    /// <summary>A label and its value, shown in a list of such; else a piece of its own.</summary>
    public bool IsFact => View != ItemTemplates.View && Prefix.Contains('.', StringComparison.Ordinal);
}

/// <summary>Places shapes in zones and finds their views.</summary>
internal sealed class Placement(string displayType, CompiledViews views, IReadOnlyList<string> themes, ItemTemplates? templates = null, ContentItem? item = null)
{
    private readonly List<(PlacedShape Shape, int Order)> _shapes = [];

    public async ValueTask AddAsync(IDisplayResult? result, Func<string, IEnumerable<string>> alternates, string prefix)
    {
        foreach (var shape in result?.Shapes ?? [])
        {
            if (shape.GroupId is not null || shape.Place(displayType) is not { } place)
            {
                continue;
            }

            List<string> names = [.. alternates(shape.ShapeType), shape.ShapeType];
            if (templates is not null && item is not null && await templates.RenderFirstAsync(names, item) is { } html)
            {
                _shapes.Add((new PlacedShape(place.Zone, place.Position, ItemTemplates.View, html, prefix), _shapes.Count));
                continue;
            }

            var view = names.Select(name => views.Find(name, themes)).FirstOrDefault(path => path is not null)
                ?? throw new InvalidOperationException($"No view is named {shape.ShapeType}.");
            _shapes.Add((new PlacedShape(place.Zone, place.Position, view, await shape.BuildAsync(), prefix), _shapes.Count));
        }
    }

    /// <summary>By zone and position; what says no position stays in the order of the definition.</summary>
    public IReadOnlyList<PlacedShape> InOrder()
        => [.. _shapes.OrderBy(entry => entry.Shape.Position, DottedPosition.Comparer).ThenBy(entry => entry.Order).Select(entry => entry.Shape)];
}
