using System.Reflection;

namespace Crm.Kernel.Modules;

/// <summary>A feature as its manifest describes it.</summary>
/// <param name="Dependencies">Ids of the features that come on with this one.</param>
/// <param name="Priority">A higher value is ordered later.</param>
public sealed record FeatureInfo(
    string Id,
    string Name,
    string Description,
    string Category,
    int Priority,
    IReadOnlyList<string> Dependencies,
    bool DefaultTenantOnly,
    bool IsAlwaysEnabled,
    bool EnabledByDependencyOnly,
    ExtensionInfo Extension)
{
    /// <summary>Whether the feature is a theme.</summary>
    public bool IsTheme => Extension.IsTheme;
}

/// <summary>A module or theme: one assembly with its features.</summary>
/// <param name="Id">The module's id: its assembly's name unless the manifest says otherwise.</param>
/// <param name="BaseTheme">For a theme, the feature id of its base theme; else null.</param>
/// <param name="Folder">For a plugin, the folder it was loaded from; null for a referenced module.</param>
public sealed record ExtensionInfo(
    string Id,
    string Name,
    string Author,
    string Website,
    string Version,
    bool IsTheme,
    string? BaseTheme,
    IReadOnlyList<string> Tags,
    Assembly Assembly,
    string? Folder);
