using Crm.Kernel.Data;
using Crm.Kernel.Hosting;
using Crm.Kernel.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tenants;

/// <summary>Changes the descriptor in the current unit of work, and the shell after its commit.</summary>
internal sealed class ShellFeaturesManager(
    ShellSettings settings, IShellHost host, IExtensionManager extensions, ShellFeatures closure, IDocumentManager<ShellDescriptor> descriptors, AfterCommit afterCommit, IServiceScopeFactory scopes,
    ErrorLog errors)
    : IShellFeaturesManager
{
    private readonly List<FeatureInfo> _disabled = [];
    private readonly List<FeatureInfo> _enabled = [];
    private readonly List<FeatureInfo> _installed = [];

    public Task<IReadOnlyList<FeatureInfo>> GetAvailableFeaturesAsync()
        => Task.FromResult<IReadOnlyList<FeatureInfo>>(extensions.GetFeatures().Where(feature => ShellFeatures.MayHave(settings, feature)).ToList());

    public async Task<IReadOnlyList<FeatureInfo>> GetEnabledFeaturesAsync()
        => closure.Close(settings, (await descriptors.GetOrCreateImmutableAsync()).Features.Select(feature => feature.Id));

    public async Task<(IReadOnlyList<FeatureInfo> Disabled, IReadOnlyList<FeatureInfo> Enabled)> UpdateFeaturesAsync(
        IEnumerable<FeatureInfo> featuresToDisable, IEnumerable<FeatureInfo> featuresToEnable)
    {
        var descriptor = await descriptors.GetOrCreateMutableAsync();
        var before = closure.Close(settings, descriptor.Features.Select(feature => feature.Id));
        var off = featuresToDisable.SelectMany(feature => extensions.GetDependentFeatures(feature.Id)).Where(feature => !feature.IsAlwaysEnabled).ToHashSet();
        var kept = before.Where(feature => !off.Contains(feature)).Concat(featuresToEnable.Where(feature => ShellFeatures.MayHave(settings, feature)));
        var after = closure.Close(settings, WithoutIdleDependencies(kept.ToList(), featuresToEnable.ToList()));
        var (disabled, enabled) = (before.Except(after).ToList(), after.Except(before).ToList());
        var firstEver = descriptor.SerialNumber == 0;
        if (disabled.Count + enabled.Count == 0 && !firstEver)
        {
            return ([], []);
        }

        Change(descriptor, after, enabled);
        await descriptors.UpdateAsync(descriptor);
        RebuildAfterCommit(disabled, enabled);
        return (disabled, enabled);
    }

    // What is on only because others need it goes off with the last of them.
    private IEnumerable<string> WithoutIdleDependencies(List<FeatureInfo> kept, List<FeatureInfo> asked)
    {
        var needed = kept.Where(feature => !feature.EnabledByDependencyOnly || asked.Contains(feature)).SelectMany(feature => extensions.GetFeatureDependencies(feature.Id)).ToHashSet();
        return kept.Where(needed.Contains).Select(feature => feature.Id);
    }

    private void Change(ShellDescriptor descriptor, IReadOnlyList<FeatureInfo> after, List<FeatureInfo> enabled)
    {
        descriptor.SerialNumber++;
        descriptor.Features = after.Select(feature => new ShellFeature(feature.Id, feature.IsAlwaysEnabled)).ToList();
        foreach (var feature in enabled.Where(feature => !descriptor.Installed.Exists(known => known.Id.Equals(feature.Id, StringComparison.OrdinalIgnoreCase))))
        {
            descriptor.Installed.Add(new InstalledShellFeature(feature.Id, descriptor.SerialNumber));
            _installed.Add(feature);
        }
    }

    // Several changes of one unit of work make one rebuild.
    private void RebuildAfterCommit(List<FeatureInfo> disabled, List<FeatureInfo> enabled)
    {
        if (_disabled.Count + _enabled.Count == 0)
        {
            afterCommit.Add(RebuildAsync);
        }

        _disabled.AddRange(disabled);
        _enabled.AddRange(enabled);
    }

    private async Task RebuildAsync()
    {
        try
        {
            await host.ReleaseShellContextAsync(settings);
            await (await host.GetScopeAsync(settings)).UsingAsync(async services =>
            {
                await TellAsync(services, _installed, (handler, feature) => handler.InstalledAsync(feature));
                await TellAsync(services, _enabled, (handler, feature) => handler.EnabledAsync(feature));
            });
        }
        catch (Exception e)
        {
            var reference = errors.Record(settings.Name, "switching features", "system", e);
            await TakeBackAsync();
            throw new FeatureSwitchException(reference, e);
        }

        await InOldShellAsync(services => TellAsync(services, _disabled, (handler, feature) => handler.DisabledAsync(feature)));
        Forget();
    }

    // The old shell serves on, or is built again when it had been let go already.
    private async Task TakeBackAsync()
    {
        await InOldShellAsync(async services =>
        {
            var documents = services.GetRequiredService<IDocumentManager<ShellDescriptor>>();
            var descriptor = await documents.GetOrCreateMutableAsync();
            var kept = descriptor.Features.Where(feature => !_enabled.Exists(on => on.Id == feature.Id)).Select(feature => feature.Id).Concat(_disabled.Select(feature => feature.Id));
            Change(descriptor, closure.Close(settings, kept), []);
            descriptor.Installed.RemoveAll(feature => _installed.Exists(one => one.Id == feature.Id));
            await documents.UpdateAsync(descriptor);
        });
        Forget();
        await host.ReleaseShellContextAsync(settings);
    }

    private async Task InOldShellAsync(Func<IServiceProvider, Task> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        await UnitOfWork.RunAsync(scope.ServiceProvider, () => work(scope.ServiceProvider));
    }

    private void Forget()
    {
        _disabled.Clear();
        _enabled.Clear();
        _installed.Clear();
    }

    private static async Task TellAsync(IServiceProvider services, List<FeatureInfo> features, Func<IFeatureEventHandler, FeatureInfo, Task> tell)
    {
        var handlers = services.GetServices<IFeatureEventHandler>().ToList();
        foreach (var feature in features)
        {
            foreach (var handler in handlers)
            {
                await tell(handler, feature);
            }
        }
    }
}
