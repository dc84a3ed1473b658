using System.Collections.Concurrent;
using Crm.Kernel.Hosting;
using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Kernel.Operations;

/// <summary>Lets a tenant's operations run at once and until none is left; what a killed host left is taken up when the tenant's shell is built, and by the job's schedule. A singleton of the host.</summary>
internal sealed class OperationPump(IServiceProvider host, TimeProvider time, ErrorLog errors) : IHostedService
{
    // Another node is at work, or died and its lease has not run out: looked at again until it is done.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, Task> _atWork = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Begins, behind what is at work already: what was asked for in its last moment is not overlooked.</summary>
    public void Begin(ShellSettings settings) => _atWork.AddOrUpdate(settings.Name, _ => RunAsync(settings), (_, atWork) => AgainAsync(atWork, settings));

    /// <summary>Returns when the tenant's operations that this host began have ended.</summary>
    public Task SettleAsync(string tenant) => _atWork.GetValueOrDefault(tenant) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whoever lets the host go does it after the last step has ended.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_atWork.Values).WaitAsync(cancellationToken);

    private async Task AgainAsync(Task before, ShellSettings settings)
    {
        await before;
        await RunAsync(settings);
    }

    private async Task RunAsync(ShellSettings settings)
    {
        await Task.Yield();
        var lifetime = host.GetRequiredService<IHostApplicationLifetime>();
        try
        {
            // A command of the console opens tenants too; their work is the host's that serves them.
            await Task.Delay(Timeout.Infinite, lifetime.ApplicationStarted).ContinueWith(_ => { }, TaskScheduler.Default);
            await RunUntilNoneIsLeftAsync(settings, s_patience, lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            // the host stops; the next start goes on
        }
        catch (Exception e)
        {
            errors.Record(settings.Name, "operations", "system", e); // the job's next moment tries again
        }
    }

    /// <summary>Does what is to be done, or waits while another process does it.</summary>
    /// <param name="patience">How long to wait before looking again at what another process does.</param>
    public async Task RunUntilNoneIsLeftAsync(ShellSettings settings, TimeSpan patience, CancellationToken cancellationToken)
    {
        var refused = 0;
        do
        {
            // The first refusal may be of a run of this process, by its schedule, which has ended by now: that is no reason to wait.
            refused = await host.GetRequiredService<JobScheduler>().RunNowAsync(settings, RunOperations.Job, cancellationToken) ? 0 : refused + 1;
            if (refused > 1)
            {
                await Task.Delay(patience, time, cancellationToken);
            }
        }
        while (!cancellationToken.IsCancellationRequested && await AnyAsync(settings));
    }

    private async Task<bool> AnyAsync(ShellSettings settings)
    {
        await using var scope = await host.GetRequiredService<IShellHost>().GetScopeAsync(settings);
        return await RunOperations.AnyAsync(scope.ServiceProvider);
    }
}
