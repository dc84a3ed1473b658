using Crm.Kernel.Data;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tenants;

/// <summary>Which features a tenant's shell is built from.</summary>
internal sealed class ShellFeatures(IExtensionManager extensions, TenantStores stores, TimeProvider time)
{
    /// <summary>The feature whose pages serve a tenant that is not yet set up.</summary>
    public const string Setup = "Crm.Setup";

    public async Task<IReadOnlyList<FeatureInfo>> OfAsync(ShellSettings settings)
        => settings.State is TenantState.Uninitialized
            ? Close(settings, extensions.GetFeatures().Where(feature => feature.IsTheme).Select(feature => feature.Id))
            : Close(settings, (await ReadDescriptorAsync(settings)).Features.Select(feature => feature.Id));

    /// <summary>Those named, those always on, and all that they need, in order; what this host does not have is left out.</summary>
    public IReadOnlyList<FeatureInfo> Close(ShellSettings settings, IEnumerable<string> ids)
    {
        var wanted = extensions.GetFeatures().Where(feature => feature.IsAlwaysEnabled).Select(feature => feature.Id).Concat(ids)
            .SelectMany(extensions.GetFeatureDependencies)
            .Select(feature => feature.Id)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return extensions.GetFeatures().Where(feature => wanted.Contains(feature.Id) && MayHave(settings, feature)).ToList();
    }

    public static bool MayHave(ShellSettings settings, FeatureInfo feature) => (settings.IsDefault || !feature.DefaultTenantOnly) && FeatureRules.Allow(settings, feature);

    // The descriptor is needed before there is a shell: a container with nothing but the data room reads it. Never from the cache, which may be a second old.
    private async Task<ShellDescriptor> ReadDescriptorAsync(ShellSettings settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton(settings).AddSingleton(stores).AddSingleton(time).AddLogging().AddDataKernel();
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IDocumentManager<ShellDescriptor>>().GetOrCreateMutableAsync();
    }
}
