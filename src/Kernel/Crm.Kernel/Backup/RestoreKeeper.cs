using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Backup;

/// <summary>Settles what a killed restore left half done: before the host serves, and while it runs beside commands that are killed.</summary>
internal sealed class RestoreKeeper(RestoreSwap swap, TimeProvider time, ILogger<RestoreKeeper> logger) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await swap.SettleAllAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await swap.SettleAllAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogError(e, "A restore that was killed could not be settled; it is tried again in five seconds.");
            }
        }
    }
}
