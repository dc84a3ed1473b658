using System.Diagnostics;
using Crm.Kernel.Jobs;
using Microsoft.Extensions.Hosting;

namespace Crm.Webhooks.Send;

/// <summary>
/// Sends what is due, each webhook in its own order and all of them side by side: a receiver that is slow or dead holds up nobody else. After a failure a webhook's next delivery
/// waits a little.
/// </summary>
[BackgroundTask(Title = "Send webhooks", Schedule = "* * * * *", WakesTenant = false, Description = "Sends deliveries of webhooks that are due, and tries again what failed.")]
internal sealed class SendDeliveries(Courier courier, JobAlarm<SendDeliveries> soon, IHostApplicationLifetime lifetime, TimeProvider time) : IBackgroundTask
{
    public static readonly string Job = typeof(SendDeliveries).FullName!;

    // A shell that was rebuilt meanwhile is left to end.
    private static readonly TimeSpan s_turn = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_soonest = TimeSpan.FromSeconds(1);

    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            await SendAsync(stop.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // the next start sends again what was in hand
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var (begun, atWork, failed) = (Stopwatch.GetTimestamp(), new Dictionary<string, Task<bool>>(), new HashSet<string>());
        try
        {
            do
            {
                var called = soon.CalledAsync();
                foreach (var webhook in IsTurn() ? await courier.InScopeAsync(desk => desk.DueAsync(cancellationToken)) : [])
                {
                    if (!failed.Contains(webhook) && !atWork.ContainsKey(webhook))
                    {
                        atWork[webhook] = courier.SendAllAsync(webhook, IsTurn, cancellationToken);
                    }
                }

                if (atWork.Count > 0)
                {
                    await Task.WhenAny([.. atWork.Values, .. IsTurn() ? [called] : Array.Empty<Task>()]);
                }

                foreach (var (webhook, task) in atWork.Where(pair => pair.Value.IsCompleted).ToList())
                {
                    atWork.Remove(webhook);
                    if (!await task)
                    {
                        failed.Add(webhook);
                    }
                }
            }
            while (atWork.Count > 0);
        }
        finally
        {
            await Task.WhenAll(atWork.Values); // an error at one of them leaves none of the others behind
        }

        if (await courier.InScopeAsync(desk => desk.NextUtcAsync(cancellationToken)) is { } next)
        {
            var pause = next - time.GetUtcNow().UtcDateTime;
            soon.In(pause < s_soonest ? s_soonest : pause);
        }

        bool IsTurn() => Stopwatch.GetElapsedTime(begun) < s_turn;
    }
}
