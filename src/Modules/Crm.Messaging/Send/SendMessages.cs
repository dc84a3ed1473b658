using System.Diagnostics;
using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Messaging.Send;

/// <summary>Sends what is due, and wakes itself for what comes next.</summary>
[BackgroundTask(Title = "Send messages", Schedule = "* * * * *", WakesTenant = false, OnEveryNode = true, Description = "Sends messages that are due, holds what a brake covers, and drops what is too late.")]
internal sealed class SendMessages(Sender sender, JobAlarm<SendMessages> soon, IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, TimeProvider time) : IBackgroundTask
{
    // A shell that was rebuilt meanwhile is left to end.
    private static readonly TimeSpan s_turn = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_soonest = TimeSpan.FromSeconds(1);

    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var begun = Stopwatch.GetTimestamp();
        try
        {
            await sender.RunAsync(() => !stop.IsCancellationRequested && Stopwatch.GetElapsedTime(begun) < s_turn, stop.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return; // the next start goes on
        }

        if (await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<MessageDesk>().NextUtcAsync(stop.Token)) is { } next)
        {
            var pause = next - time.GetUtcNow().UtcDateTime;
            soon.In(pause < s_soonest ? s_soonest : pause);
        }
    }
}

/// <summary>Sets the alarm for what waits as soon as the tenant's shell is there: after a restart too. A command of the console, which never starts as a host, sends nothing.</summary>
internal sealed class ResumeMessages(MessageDesk desk, JobAlarm<SendMessages> soon, IHostApplicationLifetime lifetime, TimeProvider time) : IModularTenantEvents
{
    public async Task ActivatedAsync()
    {
        if (await desk.NextUtcAsync(CancellationToken.None) is { } next)
        {
            lifetime.ApplicationStarted.Register(() => soon.In(next - time.GetUtcNow().UtcDateTime));
        }
    }
}
