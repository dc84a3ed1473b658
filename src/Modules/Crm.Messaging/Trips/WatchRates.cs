using Crm.Kernel.Jobs;

namespace Crm.Messaging.Trips;

/// <summary>Looks whether too much came back: as soon as something does, and each few minutes.</summary>
[BackgroundTask(Title = "Watch what comes back", Schedule = "*/5 * * * *", WakesTenant = false, Description = "Pulls the brake by itself when too many letters come back or are complained about.")]
internal sealed class WatchRates(RateTrips rates) : IBackgroundTask
{
    public Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken) => rates.JudgeAsync(cancellationToken);
}
