using System.Reflection;

namespace Crm.Kernel.Modules;

/// <summary>The modules of this host, read once at start.</summary>
internal sealed class ExtensionManager : IExtensionManager
{
    private readonly FeatureGraph _graph;
    private readonly IReadOnlyList<ExtensionInfo> _extensions;
    private readonly List<ExtensionFault> _faults;
    private readonly Dictionary<string, IReadOnlyList<Type>> _types = new(StringComparer.OrdinalIgnoreCase);

    private ExtensionManager(IReadOnlyList<ExtensionInfo> extensions, FeatureGraph graph, List<ExtensionFault> faults)
    {
        _extensions = extensions;
        _graph = graph;
        _faults = [.. faults, .. graph.Faults];
        foreach (var extension in extensions)
        {
            foreach (var types in extension.Assembly.GetExportedTypes().GroupBy(type => FeatureOf(type, extension), StringComparer.OrdinalIgnoreCase))
            {
                _types[types.Key] = [.. types];
            }
        }
    }

    /// <summary>Reads the modules referenced by the application and those of the plugins folder.</summary>
    public static ExtensionManager Discover(string applicationName, string? pluginsFolder)
        => Create(ReferencedModules.Of(Assembly.Load(applicationName)), pluginsFolder is null ? [] : PluginFolder.List(pluginsFolder));

    internal static ExtensionManager Create(IEnumerable<Assembly> referenced, IEnumerable<PluginFolder> plugins)
    {
        var faults = new List<ExtensionFault>();
        var extensions = new List<ExtensionInfo>();
        var features = new List<FeatureInfo>();
        foreach (var (name, load) in referenced
            .Select(assembly => (assembly.GetName().Name!, (Func<(Assembly, string?)>)(() => (assembly, null))))
            .Concat(plugins.Select(plugin => (plugin.Name, (Func<(Assembly, string?)>)(() => (plugin.Load(), plugin.Path))))))
        {
            if (TryRead(name, load, faults) is not { } read)
            {
                continue;
            }

            if (extensions.Find(other => other.Id.Equals(read.Extension.Id, StringComparison.OrdinalIgnoreCase)) is not null)
            {
                faults.Add(new ExtensionFault(name, $"A module with the id {read.Extension.Id} is already loaded."));
                continue;
            }

            extensions.Add(read.Extension);
            features.AddRange(read.Features);
        }

        return new ExtensionManager(extensions, new FeatureGraph(features), faults);
    }

    public IReadOnlyList<FeatureInfo> GetFeatures() => _graph.Ordered;

    public FeatureInfo? GetFeature(string id) => _graph.Find(id);

    public IReadOnlyList<FeatureInfo> GetFeatureDependencies(string id) => _graph.DependenciesOf(id);

    public IReadOnlyList<FeatureInfo> GetDependentFeatures(string id) => _graph.DependentsOf(id);

    public IReadOnlyList<ExtensionInfo> GetExtensions() => _extensions;

    public IReadOnlyList<ExtensionFault> GetFaults()
    {
        lock (_faults)
        {
            return [.. _faults];
        }
    }

    public IEnumerable<Type> GetExportedTypes(FeatureInfo feature) => _types.GetValueOrDefault(feature.Id, []);

    /// <summary>Records that a module failed after it was loaded (its startup threw), once for each reason.</summary>
    public void Report(ExtensionFault fault)
    {
        lock (_faults)
        {
            if (!_faults.Contains(fault))
            {
                _faults.Add(fault);
            }
        }
    }

    internal static string FeatureOf(Type type, ExtensionInfo extension)
        => type.GetCustomAttribute<FeatureAttribute>()?.FeatureName ?? extension.Id;

    // Anything a foreign assembly throws while being read is that module's fault, shown on the features page; the host goes on.
    private static (ExtensionInfo Extension, IReadOnlyList<FeatureInfo> Features)? TryRead(string name, Func<(Assembly, string?)> load, List<ExtensionFault> faults)
    {
        try
        {
            var (assembly, folder) = load();
            var read = ManifestReader.Read(assembly, folder);
            _ = assembly.GetExportedTypes();
            return read;
        }
        catch (Exception e)
        {
            faults.Add(new ExtensionFault(name, e is ExtensionException ? e.Message : $"The module {name} could not be loaded: {e.Message}"));
            return null;
        }
    }
}
