using System.Collections.Frozen;
using Crm.Kernel.Display.Themes;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Razor.Compilation;

namespace Crm.Kernel.Display;

/// <summary>The compiled views of the tenant's modules and themes: which paths exist, and where a view of a given name lies.</summary>
public sealed class CompiledViews
{
    private readonly FrozenSet<string> _paths;
    private readonly FrozenDictionary<string, string[]> _byName;
    private readonly FrozenSet<string> _modules;

    /// <summary>Reads the tenant's application parts once.</summary>
    public CompiledViews(ApplicationPartManager parts)
    {
        var views = new ViewsFeature();
        parts.PopulateFeature(views);
        var paths = views.ViewDescriptors.Select(view => view.RelativePath).ToList();
        _paths = paths.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

        _modules = paths.Where(path => path.IndexOf('/', 1) > 0).Select(path => path[1..path.IndexOf('/', 1)]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

        // Parts come in feature order: the later one depends on the earlier and wins.
        _byName = paths.Where(path => !path.Contains(ThemeViewLocations.Overrides, StringComparison.OrdinalIgnoreCase))
            .Reverse()
            .GroupBy(path => ShapeName.FromFile(Path.GetFileNameWithoutExtension(path)), StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether a view of that path (<c>/Crm.X/People/_Card.cshtml</c>) exists.</summary>
    public bool Exists(string path) => _paths.Contains(path);

    /// <summary>Whether a module or theme of that id is on and has views.</summary>
    public bool HasModule(string id) => _modules.Contains(id);

    /// <summary>The path of the view with that shape name, with the theme's override in its place when it has one; null when there is none.</summary>
    public string? Find(string shapeName, IReadOnlyList<string> themes)
    {
        var found = _byName.GetValueOrDefault(shapeName);
        return found is null ? null : Overridden(found[0], themes);
    }

    /// <summary>The theme's own version of a view, else the path itself.</summary>
    public string Overridden(string path, IReadOnlyList<string> themes)
    {
        foreach (var theme in themes)
        {
            var candidate = "/" + theme + ThemeViewLocations.Overrides + path[1..];
            if (_paths.Contains(candidate))
            {
                return candidate;
            }
        }

        return path;
    }
}
