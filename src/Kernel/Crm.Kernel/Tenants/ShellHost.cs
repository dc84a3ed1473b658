using System.Collections.Concurrent;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Hosting;
using Crm.Kernel.Modules;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Tenants;

/// <summary>All tenants of this host: settings, routing table, live shells.</summary>
internal sealed class ShellHost(
    IShellSettingsStore store, HostFolders folders, TenantStores stores, TenantHoldings holdings, IExtensionManager extensions, ShellBuilder builder, PreconfiguredTenants preconfigured, TimeProvider time, ILogger<ShellHost> logger) : IShellHost
{
    private readonly ConcurrentDictionary<string, ShellSlot> _slots = new(StringComparer.OrdinalIgnoreCase);
    private readonly SemaphoreSlim _settingsGate = new(1, 1);
    private readonly SemaphoreSlim _takingUp = new(1, 1);
    private TenantRoutes<ShellSlot> _routes = new([]);
    private string _stamp = "";

    public IReadOnlyList<ShellSettings> GetAllSettings() => _slots.Values.Select(slot => slot.Settings).OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase).ToList();

    public ShellSettings? TryGetSettings(string name) => _slots.GetValueOrDefault(name)?.Settings;

    public (ShellSlot Tenant, string Prefix)? Find(HostString host, PathString path) => Volatile.Read(ref _routes).Find(host, path);

    public IEnumerable<ShellSlot> Slots => _slots.Values;

    public async Task InitializeAsync(CancellationToken cancellationToken = default)
    {
        _stamp = await store.GetStampAsync(cancellationToken);
        foreach (var settings in preconfigured.Complete(await store.ReadAsync(cancellationToken)))
        {
            _slots[settings.Name] = new ShellSlot(settings);
        }

        RenewRoutes();
        if (store is ShellSettingsTable)
        {
            logger.LogWarning("Settings and keys of the tenants are shared through PostgreSQL. Nodes beside this one need PostgreSQL for every tenant too, and {Folder} on a disk that all share, for media.", folders.Data);
        }

        await RecoverInterruptedSetupsAsync();
    }

    /// <summary>A tenant left half set up by a process that died waits for its setup again.</summary>
    public async Task RecoverInterruptedSetupsAsync()
    {
        foreach (var settings in GetAllSettings().Where(settings => settings.State is TenantState.Initializing))
        {
            await using var free = await store.TryLockSetupAsync(settings.Name, CancellationToken.None);
            if (free is not null && await ReadAsync(settings.Name) is { State: TenantState.Initializing } interrupted)
            {
                logger.LogWarning("The setup of the tenant {Tenant} was interrupted; it can be set up again.", settings.Name);
                interrupted.State = TenantState.Uninitialized;
                await CloseAsync(interrupted);
                await UpdateShellSettingsAsync(interrupted);
            }
        }
    }

    /// <summary>The tenant's settings as they are stored now, whether this process has taken them up or not.</summary>
    public async Task<ShellSettings?> ReadStoredSettingsAsync(string name, CancellationToken cancellationToken)
        => preconfigured.Complete(await store.ReadAsync(cancellationToken)).FirstOrDefault(settings => settings.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Takes up what another process changed in the settings; when it returns, all that was stored before the call is in force.</summary>
    public async Task TakeUpChangesAsync(CancellationToken cancellationToken)
    {
        await _takingUp.WaitAsync(cancellationToken);
        try
        {
            await TakeUpAsync(cancellationToken);
        }
        finally
        {
            _takingUp.Release();
        }
    }

    public async Task<ShellScope> GetScopeAsync(ShellSettings settings)
    {
        var shell = await EnterAsync(SlotOf(settings));
        return new ShellScope(shell.Settings, shell.Services.CreateAsyncScope(), shell.LeaveAsync);
    }

    /// <summary>
    /// Works in the tenant's shell without counting as its use: a shell that was woken for it is let go again afterwards, unless somebody came meanwhile.
    /// </summary>
    public async Task VisitAsync(ShellSlot slot, Func<ShellContext, Task> work)
    {
        var used = slot.LastUsed;
        var (shell, woken) = slot.TryEnter() is { } live ? (live, false) : await BuildAndEnterAsync(slot);
        try
        {
            await work(shell);
        }
        finally
        {
            await shell.LeaveAsync();
        }

        if (woken && slot.LastUsed == used && slot.Current == shell)
        {
            await SwapAsync(slot, () => Task.FromResult<ShellContext?>(null));
        }
    }

    /// <summary>Builds and warms the tenant's shell ahead of its first visitor.</summary>
    public async Task WakeAsync(ShellSlot slot)
    {
        var shell = await EnterAsync(slot);
        try
        {
            await builder.WarmAsync(shell);
        }
        finally
        {
            await shell.LeaveAsync();
        }
    }

    /// <summary>Told of each tenant whose shell was replaced or let go because it changed.</summary>
    public event Action<ShellSettings>? Rebuilt;

    /// <summary>The tenant's live shell, built when there is none, with the caller counted in.</summary>
    public async ValueTask<ShellContext> EnterAsync(ShellSlot slot)
    {
        slot.LastUsed = time.GetTimestamp();
        return slot.TryEnter() ?? (await BuildAndEnterAsync(slot)).Shell;
    }

    public async Task UpdateShellSettingsAsync(ShellSettings settings)
    {
        await SaveAsync(settings, () => settings.VersionId = Guid.NewGuid().ToString("n"));
        await RebuildAsync(SlotOf(settings));
    }

    public async Task ReloadShellContextAsync(ShellSettings settings)
    {
        var stored = await ReadAsync(settings.Name);
        var slot = SlotOf(settings);
        slot.Settings = stored ?? slot.Settings;
        RenewRoutes();
        await RebuildAsync(slot);
    }

    public async Task ReleaseShellContextAsync(ShellSettings settings)
    {
        var slot = SlotOf(settings);
        await SaveAsync(slot.Settings, () => slot.Settings.ReleaseId = Guid.NewGuid().ToString("n"));
        await RebuildAsync(slot);
    }

    public async Task RemoveShellSettingsAsync(ShellSettings settings)
    {
        await _settingsGate.WaitAsync();
        try
        {
            await store.RemoveAsync(settings.Name, CancellationToken.None);
            await ForgetAsync(settings.Name);
            RenewRoutes();
        }
        finally
        {
            _settingsGate.Release();
        }
    }

    /// <summary>Lets go of shells nobody has used for so long; the next request or job builds them again.</summary>
    public async Task ReleaseIdleAsync(TimeSpan idle)
    {
        foreach (var slot in _slots.Values.Where(slot => slot.Current is not null && time.GetElapsedTime(slot.LastUsed) > idle))
        {
            await SwapAsync(slot, () => Task.FromResult<ShellContext?>(null));
        }
    }

    /// <summary>Lets go of the tenant's shell, and waits for nobody.</summary>
    public Task CloseAsync(ShellSettings settings) => SwapAsync(SlotOf(settings), () => Task.FromResult<ShellContext?>(null));

    /// <summary>Lets go of every shell: the host stops.</summary>
    public async Task CloseAsync()
    {
        foreach (var slot in _slots.Values)
        {
            await SwapAsync(slot, () => Task.FromResult<ShellContext?>(null));
        }
    }

    private async Task TakeUpAsync(CancellationToken cancellationToken)
    {
        if (await store.GetStampAsync(cancellationToken) == Volatile.Read(ref _stamp))
        {
            return;
        }

        await _settingsGate.WaitAsync(cancellationToken);
        var changed = new List<ShellSlot>();
        try
        {
            var stamp = await store.GetStampAsync(cancellationToken);
            var all = preconfigured.Complete(await store.ReadAsync(cancellationToken));
            foreach (var settings in all)
            {
                var slot = _slots.GetOrAdd(settings.Name, _ => new ShellSlot(settings));
                if (!slot.Settings.IsSameAs(settings))
                {
                    slot.Settings = settings;
                    changed.Add(slot);
                }
            }

            foreach (var gone in _slots.Keys.Except(all.Select(s => s.Name), StringComparer.OrdinalIgnoreCase).ToList())
            {
                await ForgetAsync(gone);
            }

            Volatile.Write(ref _stamp, stamp);
            RenewRoutes();
        }
        finally
        {
            _settingsGate.Release();
        }

        foreach (var slot in changed)
        {
            await RebuildAsync(slot);
        }
    }

    private async Task<(ShellContext Shell, bool IsBuilt)> BuildAndEnterAsync(ShellSlot slot)
    {
        await slot.Gate.WaitAsync();
        try
        {
            for (var isBuilt = false; ;)
            {
                isBuilt |= slot.Current is null;
                slot.Current ??= await BuildAsync(slot);
                if (slot.TryEnter() is { } shell)
                {
                    return (shell, isBuilt);
                }

                slot.Current = null;
            }
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    // The new shell is built and warmed aside; the old one serves until the swap and then until its last request leaves.
    private async Task RebuildAsync(ShellSlot slot)
    {
        Rebuilt?.Invoke(slot.Settings);
        await SwapAsync(slot, async () =>
        {
            // Asked within the gate: a shell that was being built when the settings changed still has the old ones.
            if (slot.Current is null || slot.Settings.State is TenantState.Disabled or TenantState.Invalid)
            {
                return null;
            }

            var shell = await BuildAsync(slot);
            await builder.WarmAsync(shell);
            return shell;
        });
        Rebuilt?.Invoke(slot.Settings);
    }

    private async Task SwapAsync(ShellSlot slot, Func<Task<ShellContext?>> next)
    {
        ShellContext? old;
        await slot.Gate.WaitAsync();
        try
        {
            var shell = await next();
            (old, slot.Current) = (slot.Current, shell);
        }
        finally
        {
            slot.Gate.Release();
        }

        if (old is not null)
        {
            await old.RetireAsync();
        }

        // Also while its last users are still at work: a tenant that was disabled is to stop what it does.
        ReleaseUnlessLive(slot);
    }

    // Who was still at work in a shell when it was let go opens files again: they are closed once more behind the last of them.
    private async Task<ShellContext> BuildAsync(ShellSlot slot)
    {
        var shell = await builder.BuildAsync(slot.Settings);
        shell.Closed = async () =>
        {
            await slot.Gate.WaitAsync();
            try
            {
                ReleaseUnlessLive(slot);
            }
            finally
            {
                slot.Gate.Release();
            }
        };
        return shell;
    }

    private void ReleaseUnlessLive(ShellSlot slot)
    {
        if (slot.Current is null)
        {
            holdings.Release(slot.Settings.Name);
            stores.Release(slot.Settings.Name);
        }
    }

    private async Task<ShellSettings?> ReadAsync(string name)
        => (await store.ReadAsync(CancellationToken.None)).FirstOrDefault(settings => settings.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private async Task SaveAsync(ShellSettings settings, Action change)
    {
        await _settingsGate.WaitAsync();
        try
        {
            if (TenantAddress.FaultOf(settings, GetAllSettings(), extensions) is { } fault)
            {
                throw new ShellSettingsException(fault.Sentence);
            }

            change();
            settings.TenantId = settings.TenantId is { Length: > 0 } id ? id : settings.VersionId;
            await store.SaveAsync(settings, CancellationToken.None);
            _slots.GetOrAdd(settings.Name, _ => new ShellSlot(settings)).Settings = settings;
            RenewRoutes();
        }
        finally
        {
            _settingsGate.Release();
        }
    }

    private async Task ForgetAsync(string name)
    {
        if (_slots.TryRemove(name, out var slot))
        {
            logger.LogInformation("The tenant {Tenant} is gone from the settings.", name);
            await SwapAsync(slot, () => Task.FromResult<ShellContext?>(null));
        }
    }

    private ShellSlot SlotOf(ShellSettings settings)
        => _slots.GetValueOrDefault(settings.Name) ?? throw new InvalidOperationException($"This host has no tenant named {settings.Name}.");

    private void RenewRoutes()
        => Volatile.Write(ref _routes, new TenantRoutes<ShellSlot>(_slots.Values.OrderBy(s => s.Settings.Name, StringComparer.Ordinal).Select(slot => (slot.Settings, slot))));
}
