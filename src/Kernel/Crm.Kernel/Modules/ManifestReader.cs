using System.Reflection;
using Crm.Kernel.Modules.Manifest;
using AssemblyFeature = Crm.Kernel.Modules.Manifest.FeatureAttribute;

namespace Crm.Kernel.Modules;

/// <summary>Reads what an assembly's manifest says.</summary>
internal static class ManifestReader
{
    /// <summary>The kernel's own major version, which plugins must have been made for.</summary>
    public static int KernelMajor { get; } = typeof(ManifestReader).Assembly.GetName().Version?.Major ?? 0;

    public static bool IsModule(Assembly assembly) => assembly.IsDefined(typeof(ModuleAttribute), inherit: false);

    public static (ExtensionInfo Extension, IReadOnlyList<FeatureInfo> Features) Read(Assembly assembly, string? folder = null)
    {
        var manifest = assembly.GetCustomAttribute<ModuleAttribute>()
            ?? throw new ExtensionException($"{assembly.GetName().Name} bears no [assembly: Module] or [assembly: Theme].");
        var extension = ReadExtension(assembly, manifest, folder);
        var declared = assembly.GetCustomAttributes<AssemblyFeature>().Where(feature => feature is not ModuleAttribute).ToList();
        var features = (declared.Count > 0 ? declared : [manifest]).Select(feature => ReadFeature(feature, manifest, extension)).ToList();
        return (extension, features);
    }

    private static ExtensionInfo ReadExtension(Assembly assembly, ModuleAttribute manifest, string? folder)
    {
        var id = Or(manifest.Id, assembly.GetName().Name!);
        var baseTheme = manifest is ThemeAttribute { BaseTheme.Length: > 0 } theme ? theme.BaseTheme : null;
        return new ExtensionInfo(id, Or(manifest.Name, id), manifest.Author, manifest.Website, manifest.Version, manifest is ThemeAttribute, baseTheme, manifest.Tags, assembly, folder);
    }

    private static FeatureInfo ReadFeature(AssemblyFeature feature, ModuleAttribute manifest, ExtensionInfo extension)
    {
        var id = Or(feature.Id, feature is ModuleAttribute ? extension.Id : "");
        if (id.Length == 0)
        {
            throw new ExtensionException($"The module {extension.Id} declares a feature without an id.");
        }

        var priority = Or(feature.Priority, Or(manifest.Priority, "0"));
        if (!int.TryParse(priority, System.Globalization.CultureInfo.InvariantCulture, out var order))
        {
            throw new ExtensionException($"The feature {id} has the priority '{priority}', which is no integer.");
        }

        var dependencies = feature.Dependencies.SelectMany(names => names.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (extension.BaseTheme is { } baseTheme && !dependencies.Contains(baseTheme, StringComparer.OrdinalIgnoreCase))
        {
            dependencies.Add(baseTheme);
        }

        return new FeatureInfo(id, Or(feature.Name, id), feature.Description, Or(feature.Category, Or(manifest.Category, "Uncategorized")), order, dependencies,
            feature.DefaultTenantOnly, feature.IsAlwaysEnabled, feature.EnabledByDependencyOnly, extension);
    }

    private static string Or(string value, string otherwise) => string.IsNullOrWhiteSpace(value) ? otherwise : value.Trim();
}

/// <summary>Why a module cannot be used, as one sentence.</summary>
internal sealed class ExtensionException(string message) : Exception(message);
