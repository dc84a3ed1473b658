namespace Crm.Kernel.Modules;

/// <summary>What modules, themes and features this host has. One per host, read once at start.</summary>
public interface IExtensionManager
{
    /// <summary>All features in order: by id, then by dependency, then by priority; themes after modules, a theme after its base.</summary>
    IReadOnlyList<FeatureInfo> GetFeatures();

    /// <summary>The feature of that id (case-insensitive), or null.</summary>
    FeatureInfo? GetFeature(string id);

    /// <summary>The feature and all that it depends on, in order.</summary>
    IReadOnlyList<FeatureInfo> GetFeatureDependencies(string id);

    /// <summary>The feature and all that depend on it, in order.</summary>
    IReadOnlyList<FeatureInfo> GetDependentFeatures(string id);

    /// <summary>All modules and themes that loaded.</summary>
    IReadOnlyList<ExtensionInfo> GetExtensions();

    /// <summary>Modules that could not be loaded, each with the reason in a sentence.</summary>
    IReadOnlyList<ExtensionFault> GetFaults();

    /// <summary>The exported types of a feature: those bearing <see cref="FeatureAttribute"/> with its id, or no attribute when it is the module's main feature.</summary>
    IEnumerable<Type> GetExportedTypes(FeatureInfo feature);
}

/// <summary>A module that was left off.</summary>
public sealed record ExtensionFault(string Name, string Reason);
