using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;
using Crm.Tracking.Hits;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tracking.Classify;

/// <summary>Makes of hits what pages show, some messages a transaction: stopped at any moment it goes on where it was, and what it does twice comes to the same.</summary>
[BackgroundTask(Title = "Count readings of letters", Schedule = "* * * * *", WakesTenant = false, OnEveryNode = true, Description = "Tells people from machines among who opened letters and followed links.")]
internal sealed class CountHits(HitLog log, HitFile file, IServiceScopeFactory scopes) : IBackgroundTask
{
    private const int Least = 200;

    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        log.Flush();
        var rules = await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<CountSigns>().BeginAsync());
        var place = file.Place();
        if (place.Rules != rules)
        {
            file.Move(0, rules);
            place = (0, rules, place.File);
        }

        while (file.Next(place.Seq, Least) is { MessageIds.Count: > 0 } next)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var some in next.MessageIds.Chunk(Least))
            {
                await UnitOfWork.InBackgroundAsync(scopes, async services =>
                {
                    await services.GetRequiredService<CountSigns>().CountAsync(some, place.File, cancellationToken);
                    return true;
                });
            }

            file.Move(next.Seq, rules);
            place = (next.Seq, rules, place.File);
        }
    }
}
