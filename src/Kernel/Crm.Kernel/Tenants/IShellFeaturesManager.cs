using Crm.Kernel.Modules;

namespace Crm.Kernel.Tenants;

/// <summary>Switches features of the current tenant.</summary>
public interface IShellFeaturesManager
{
    /// <summary>The features this tenant may have (profile, default-tenant-only and themes considered).</summary>
    Task<IReadOnlyList<FeatureInfo>> GetAvailableFeaturesAsync();

    /// <summary>The features that are on, in order.</summary>
    Task<IReadOnlyList<FeatureInfo>> GetEnabledFeaturesAsync();

    /// <summary>
    /// Disables the one with all that depends on them, then enables the other with all that they depend on, in one change of the descriptor;
    /// the tenant is rebuilt after the unit of work commits. Returns what was really switched.
    /// </summary>
    Task<(IReadOnlyList<FeatureInfo> Disabled, IReadOnlyList<FeatureInfo> Enabled)> UpdateFeaturesAsync(
        IEnumerable<FeatureInfo> featuresToDisable, IEnumerable<FeatureInfo> featuresToEnable);
}

/// <summary>Told of each feature switched, in the tenant's new shell (for <c>Enabled…</c>, <c>Installed…</c>) or its old one (for <c>Disabled…</c>).</summary>
public interface IFeatureEventHandler
{
    /// <summary>The feature was never on before.</summary>
    Task InstalledAsync(FeatureInfo feature) => Task.CompletedTask;

    /// <summary>The feature has come on.</summary>
    Task EnabledAsync(FeatureInfo feature) => Task.CompletedTask;

    /// <summary>The feature has gone off.</summary>
    Task DisabledAsync(FeatureInfo feature) => Task.CompletedTask;
}
