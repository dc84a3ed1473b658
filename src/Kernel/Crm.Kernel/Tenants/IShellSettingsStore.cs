namespace Crm.Kernel.Tenants;

/// <summary>Where the settings of all tenants are kept: files, or a table when several nodes share them.</summary>
internal interface IShellSettingsStore
{
    /// <summary>The settings of all tenants.</summary>
    /// <exception cref="ShellSettingsException">They cannot be read.</exception>
    Task<IReadOnlyList<ShellSettings>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>A text that is another one after any change, cheap to ask for.</summary>
    Task<string> GetStampAsync(CancellationToken cancellationToken);

    /// <summary>Stores the tenant's settings; all others stay as they are.</summary>
    Task SaveAsync(ShellSettings settings, CancellationToken cancellationToken);

    /// <summary>Forgets a tenant's settings.</summary>
    Task RemoveAsync(string name, CancellationToken cancellationToken);

    /// <summary>Held for as long as a process sets the tenant up, and let go when it dies; null when another holds it.</summary>
    Task<IAsyncDisposable?> TryLockSetupAsync(string name, CancellationToken cancellationToken);
}

/// <summary>The settings of the tenants cannot be read or stored; the message says which and why, for the operator.</summary>
public sealed class ShellSettingsException(string message, Exception? inner = null) : Exception(message, inner);
