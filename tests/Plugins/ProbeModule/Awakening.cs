using Crm.Kernel.Tenants;
using Microsoft.Extensions.Configuration;

namespace ProbeModule;

/// <summary>Lets no shell come up when it is told to, and writes down who did.</summary>
internal sealed class Awakening(IConfiguration configuration, ShellSettings tenant) : IModularTenantEvents
{
    private static readonly Lock s_writing = new();

    /// <inheritdoc/>
    public Task ActivatingAsync()
        => configuration["Probe:ActivationFails"] is "true" ? throw new InvalidOperationException("The probe was told not to wake up.") : Task.CompletedTask;

    /// <inheritdoc/>
    public Task ActivatedAsync()
    {
        if (configuration["Probe:Diary"] is { } diary)
        {
            lock (s_writing)
            {
                File.AppendAllLines(diary, [tenant.Name]);
            }
        }

        return Task.CompletedTask;
    }
}
