using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Tenants;

/// <summary>Builds the shell of the tenant Default while the server starts, so that the first visitor does not wait for all of it.</summary>
internal sealed class FirstTenant(ShellHost host, ILogger<FirstTenant> logger) : IHostedService
{
    private Task _waking = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (host.Slots.FirstOrDefault(slot => slot.Settings is { Name: ShellSettings.DefaultShellName, State: TenantState.Running }) is { } slot)
        {
            _waking = Task.Run(() => WakeAsync(slot), CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _waking.WaitAsync(cancellationToken);

    private async Task WakeAsync(ShellSlot slot)
    {
        try
        {
            await host.WakeAsync(slot);
        }
        catch (Exception e)
        {
            // Whoever asks for a page is told the same; other tenants may be well.
            logger.LogWarning(e, "The tenant {Tenant} could not be made ready ahead of its first visitor.", slot.Settings.Name);
        }
    }
}
