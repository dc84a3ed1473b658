namespace Crm.Kernel.Tenants;

/// <summary>The place of one tenant in the host: its settings, and its shell while one is live.</summary>
internal sealed class ShellSlot(ShellSettings settings)
{
    public ShellSettings Settings { get; set; } = settings;

    public ShellContext? Current { get; set; }

    /// <summary>Held while a shell is built or swapped.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Timestamp of the last entry, for the release of idle shells.</summary>
    public long LastUsed { get; set; }

    /// <summary>The live shell with the caller counted in, or null.</summary>
    public ShellContext? TryEnter() => Current is { } shell && shell.TryEnter() ? shell : null;
}
