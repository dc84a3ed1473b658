using System.Diagnostics;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Jobs;

/// <summary>Learns and runs the jobs of one tenant, in its shell.</summary>
internal sealed class JobRunner(ShellHost host, ErrorLog errors, TimeProvider time)
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(2);
    private readonly string _owner = LockOwner.New();

    /// <summary>When each job is due next. A job seen for the first time is due at its first moment from now on.</summary>
    public async Task<IReadOnlyDictionary<string, DueJob>> LearnAsync(ShellSlot slot, CancellationToken cancellationToken)
    {
        IReadOnlyList<PlannedJob> plan = [];
        await host.VisitAsync(slot, shell => InScopeAsync(shell, async services =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            plan = await JobPlan.ReadAsync(services);
            if (plan.Any(job => job.Row is null))
            {
                await EnterNewJobsAsync(services);
                plan = await JobPlan.ReadAsync(services);
            }
        }));
        return plan.Where(job => job.NextUtc is not null).ToDictionary(job => job.Name, job => new DueJob(job.NextUtc!.Value, job.About.WakesTenant));
    }

    /// <summary>Runs the job unless its moment was served by another node, or on every node. Its failure is recorded, not thrown. Returns whether it ran.</summary>
    /// <param name="due">The moment it is due for; null to run it out of turn.</param>
    public async Task<bool> RunAsync(ShellSlot slot, string job, DateTime? due, CancellationToken cancellationToken)
    {
        var ran = false;
        await host.VisitAsync(slot, async shell =>
        {
            if (await TryBeginAsync(shell, job, due) is not { } about)
            {
                return;
            }

            ran = true;
            var begun = time.GetTimestamp();
            string? error = null;
            using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var renewal = about.OnEveryNode ? Task.CompletedTask : RenewAsync(shell, job, lost);
            try
            {
                await InScopeAsync(shell, services => JobOf(services, job)!.DoWorkAsync(services, lost.Token));
            }
            catch (Exception e)
            {
                error = cancellationToken.IsCancellationRequested ? "It was stopped with the host." : $"{e.Message} (reference {errors.Record(slot.Settings.Name, job, "system", e)})";
            }
            finally
            {
                await lost.CancelAsync();
                await renewal;
            }

            await EndAsync(shell, job, (long)time.GetElapsedTime(begun).TotalMilliseconds, error);
        });
        return ran;
    }

    private Task EnterNewJobsAsync(IServiceProvider services)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return EnterAsync();

        async Task EnterAsync()
        {
            await services.GetRequiredService<TenantLocks>().HoldInTransactionAsync("jobs");
            var db = await services.GetRequiredService<ISession>().GetConnectionAsync(write: true);
            var known = await db.GetTable<JobRow>().Select(row => row.Name).ToListAsync();
            foreach (var name in services.GetServices<IBackgroundTask>().Select(task => JobPlan.NameOf(task.GetType())).Except(known))
            {
                await db.InsertAsync(new JobRow { Name = name, ServedUtc = now });
            }
        }
    }

    // Null when it is another node's, or nobody's.
    private async Task<BackgroundTaskAttribute?> TryBeginAsync(ShellContext shell, string job, DateTime? due)
    {
        BackgroundTaskAttribute? mine = null;
        await InScopeAsync(shell, async services =>
        {
            if (JobOf(services, job) is not { } task)
            {
                return; // its feature was switched off meanwhile
            }

            var about = JobPlan.AboutOf(task.GetType());
            if (!about.OnEveryNode && !await services.GetRequiredService<TenantLocks>().TryTakeAsync(LockOf(job), _owner, s_lease))
            {
                return;
            }

            var now = time.GetUtcNow().UtcDateTime;
            var db = await services.GetRequiredService<ISession>().GetConnectionAsync(write: true);
            if (!await db.GetTable<JobRow>().AnyAsync(row => row.Name == job))
            {
                await EnterNewJobsAsync(services); // asked for out of turn in a tenant whose jobs nobody has looked at yet
            }

            var row = await db.GetTable<JobRow>().FirstAsync(row => row.Name == job);
            if (!about.OnEveryNode && due is { } moment && row.ServedUtc >= moment)
            {
                await services.GetRequiredService<TenantLocks>().ReleaseAsync(LockOf(job), _owner);
                return;
            }

            row.ServedUtc = due is null ? row.ServedUtc : now;
            (row.StartedUtc, row.Duration, row.Runs) = (now, null, row.Runs + 1);
            await db.UpdateAsync(row);
            mine = about;
        });
        return mine;
    }

    // A lease that cannot be renewed is lost: the job is told to stop, for another node may begin.
    private async Task RenewAsync(ShellContext shell, string job, CancellationTokenSource lost)
    {
        using var timer = new PeriodicTimer(s_lease / 4);
        try
        {
            while (await timer.WaitForNextTickAsync(lost.Token))
            {
                var kept = false;
                await InScopeAsync(shell, async services => kept = await services.GetRequiredService<TenantLocks>().TryTakeAsync(LockOf(job), _owner, s_lease));
                if (!kept)
                {
                    await lost.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the job has ended
        }
        catch (Exception e)
        {
            errors.Record(shell.Settings.Name, $"lease of {job}", "system", e);
            await lost.CancelAsync();
        }
    }

    private Task EndAsync(ShellContext shell, string job, long duration, string? error) => InScopeAsync(shell, async services =>
    {
        var db = await services.GetRequiredService<ISession>().GetConnectionAsync(write: true);
        await db.GetTable<JobRow>().Where(row => row.Name == job)
            .Set(row => row.Duration, duration).Set(row => row.Error, error).Set(row => row.Failures, row => error == null ? 0 : row.Failures + 1)
            .UpdateAsync();
        await services.GetRequiredService<TenantLocks>().ReleaseAsync(LockOf(job), _owner);
    });

    private static IBackgroundTask? JobOf(IServiceProvider services, string job) => services.GetServices<IBackgroundTask>().FirstOrDefault(task => JobPlan.NameOf(task.GetType()) == job);

    private static string LockOf(string job) => $"job/{job}";

    private static async Task InScopeAsync(ShellContext shell, Func<IServiceProvider, Task> work)
    {
        await using var scope = shell.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ChangeContext>().IsBackground = true;
        await UnitOfWork.RunAsync(scope.ServiceProvider, () => work(scope.ServiceProvider));
    }
}
