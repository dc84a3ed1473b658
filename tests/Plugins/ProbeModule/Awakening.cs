using Crm.Kernel.Tenants;
using Microsoft.Extensions.Configuration;

namespace ProbeModule;

/// <summary>Lets no shell come up when it is told to.</summary>
internal sealed class Awakening(IConfiguration configuration) : IModularTenantEvents
{
    /// <inheritdoc/>
    public Task ActivatingAsync()
        => configuration["Probe:ActivationFails"] is "true" ? throw new InvalidOperationException("The probe was told not to wake up.") : Task.CompletedTask;
}
