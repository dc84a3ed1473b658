using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Tenants;

/// <summary>Takes up what other processes changed in the settings, and lets idle shells go.</summary>
internal sealed class ShellKeeper(ShellHost host, IConfiguration configuration, TimeProvider time, ILogger<ShellKeeper> logger) : BackgroundService
{
    private readonly TimeSpan _idle = TimeSpan.FromMinutes(configuration.GetValue("Tenants:IdleMinutes", 20.0));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        string? told = null;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await host.TakeUpChangesAsync(stoppingToken);
                await host.RecoverInterruptedSetupsAsync();
                await host.ReleaseIdleAsync(_idle);
                told = null;
            }
            catch (Exception e) when (e is not OperationCanceledException && told != e.Message)
            {
                logger.LogError(e, "The settings of the tenants could not be read anew; the last ones stay in force. {Reason}", told = e.Message);
            }
            catch (Exception e) when (e.Message == told)
            {
                // said once already; it is tried again in a second
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await host.CloseAsync();
    }
}
