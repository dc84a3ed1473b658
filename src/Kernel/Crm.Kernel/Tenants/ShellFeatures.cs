using Crm.Kernel.Modules;

namespace Crm.Kernel.Tenants;

/// <summary>Which features a tenant's shell is built from.</summary>
internal sealed class ShellFeatures(IExtensionManager extensions)
{
    /// <summary>The feature whose pages serve a tenant that is not yet set up.</summary>
    public const string Setup = "Crm.Setup";

    public Task<IReadOnlyList<FeatureInfo>> OfAsync(ShellSettings settings)
        => Task.FromResult(Close(settings, extensions.GetFeatures().Select(feature => feature.Id)));

    /// <summary>Those named, those always on, and all that they need, in order; what this host does not have is left out.</summary>
    public IReadOnlyList<FeatureInfo> Close(ShellSettings settings, IEnumerable<string> ids)
    {
        var wanted = extensions.GetFeatures().Where(feature => feature.IsAlwaysEnabled).Select(feature => feature.Id).Concat(ids)
            .SelectMany(extensions.GetFeatureDependencies)
            .Select(feature => feature.Id)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return extensions.GetFeatures().Where(feature => wanted.Contains(feature.Id) && (settings.IsDefault || !feature.DefaultTenantOnly)).ToList();
    }
}
