namespace Crm.Kernel.Tenants;

/// <summary>The tenants of this host. A host singleton, also resolvable in every tenant.</summary>
public interface IShellHost
{
    /// <summary>Reads the settings of all tenants; called once at start.</summary>
    Task InitializeAsync(CancellationToken cancellationToken = default);

    /// <summary>A scope (unit of work) in the tenant; builds the shell when it is not live. Dispose it to commit or cancel: see <see cref="ShellScope"/>.</summary>
    Task<ShellScope> GetScopeAsync(ShellSettings settings);

    /// <summary>Saves changed settings and rebuilds the tenant.</summary>
    Task UpdateShellSettingsAsync(ShellSettings settings);

    /// <summary>Reads the tenant's settings again and rebuilds it.</summary>
    Task ReloadShellContextAsync(ShellSettings settings);

    /// <summary>Builds a new shell aside, warms it, swaps it in and retires the old one when its last request leaves.</summary>
    Task ReleaseShellContextAsync(ShellSettings settings);

    /// <summary>Forgets the tenant and its settings (its data are the caller's business).</summary>
    Task RemoveShellSettingsAsync(ShellSettings settings);

    /// <summary>The settings of that tenant (case-insensitive), or null.</summary>
    ShellSettings? TryGetSettings(string name);

    /// <summary>The settings of all tenants.</summary>
    IReadOnlyList<ShellSettings> GetAllSettings();
}
