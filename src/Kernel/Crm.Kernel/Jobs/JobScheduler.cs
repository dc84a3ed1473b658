using System.Collections.Concurrent;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Kernel.Jobs;

/// <summary>
/// Runs the jobs of all tenants: one registry of next moments, one bounded pool. A tenant whose shell was released is woken for its job and released again; its
/// jobs are learnt once after the start and after each rebuild.
/// </summary>
public sealed class JobScheduler : BackgroundService
{
    private const string Followers = "followers";
    private readonly ShellHost _host;
    private readonly JobRunner _runner;
    private readonly FollowerPump _pump;
    private readonly TimeProvider _time;
    private readonly ErrorLog _errors;
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, DueJob>> _due = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, int> _changes = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(string Tenant, string Work), Task> _running = new();
    private readonly ConcurrentDictionary<Task, bool> _rung = new();
    private readonly SemaphoreSlim _pool;
    private CancellationToken _stopping;

    internal JobScheduler(ShellHost host, JobRunner runner, FollowerPump pump, IConfiguration configuration, TimeProvider time, ErrorLog errors)
    {
        (_host, _runner, _pump, _time, _errors) = (host, runner, pump, time, errors);
        _pool = new SemaphoreSlim(configuration.GetValue("Jobs:Workers", 4));
        host.Rebuilt += settings => Forget(settings.Name);
    }

    /// <summary>When each job of the tenant is due next, as far as it is known.</summary>
    public IReadOnlyDictionary<string, DateTime> NextOf(string tenant)
        => _due.GetValueOrDefault(tenant)?.ToDictionary(job => job.Key, job => job.Value.Utc) ?? [];

    /// <summary>Whether this host runs that job of the tenant now.</summary>
    public bool IsRunning(string tenant, string job) => _running.ContainsKey((tenant, job));

    /// <summary>Whether this host does something in the background now, or was asked to and has not begun.</summary>
    public bool IsAtWork => !_running.IsEmpty || !_rung.IsEmpty;

    /// <summary>Looks anew at what the tenant's jobs are and when they are due.</summary>
    public void Forget(string tenant)
    {
        _changes.AddOrUpdate(tenant, 1, (_, changes) => changes + 1);
        _due.TryRemove(tenant, out _);
    }

    /// <summary>Runs a job now, whatever its schedule says; returns when it has ended. False when somebody runs it already, and when the host stops: nobody would wait for its end.</summary>
    public async Task<bool> RunNowAsync(ShellSettings settings, string job, CancellationToken cancellationToken = default)
    {
        if (_stopping.IsCancellationRequested)
        {
            return false;
        }

        var ran = false;
        await Start(settings.Name, job, async () => ran = await _runner.RunAsync(Slot(settings.Name)!, job, due: null, cancellationToken), cancellationToken);
        Forget(settings.Name);
        return ran;
    }

    /// <summary>Returns when what this host does for the tenant in the background has ended. Of a tenant that is not running nothing new is begun.</summary>
    public Task EndOfAsync(string tenant) => Task.WhenAll(_running.Where(work => work.Key.Tenant.Equals(tenant, StringComparison.OrdinalIgnoreCase)).Select(work => work.Value));

    /// <summary>Runs everything that is due until nothing is; for tests and commands.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken = default)
    {
        do
        {
            do
            {
                await Task.WhenAll(_running.Values.Concat(_rung.Keys));
            }
            while (StartWhatIsDue(cancellationToken) > 0 || IsAtWork);

            await Task.WhenAll(Running().Select(slot => Follow(slot, cancellationToken)));
        }
        while (IsAtWork); // what the followers wrote may have rung for a job
    }

    /// <summary>Takes note of an alarm that has rung: its job is asked for on another thread.</summary>
    /// <param name="run">Ends when the job has run.</param>
    internal void Expect(Task run)
    {
        _rung[run] = true;
        run.ContinueWith(ended => _rung.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _stopping = stoppingToken;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), _time);
        _pump.Signalled += slot => FollowSignal(slot, stoppingToken);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                StartWhatIsDue(stoppingToken);
            }
        }
        finally
        {
            while (!_running.IsEmpty)
            {
                await Task.WhenAll(_running.Values);
            }
        }
    }

    private int StartWhatIsDue(CancellationToken cancellationToken)
    {
        var started = 0;
        var now = _time.GetUtcNow().UtcDateTime;
        foreach (var slot in Running())
        {
            if (_pump.IsDue(slot))
            {
                _ = Follow(slot, cancellationToken);
            }

            var tenant = slot.Settings.Name;
            if (!_due.TryGetValue(tenant, out var jobs))
            {
                started++;
                Start(tenant, "", () => LearnAsync(slot, cancellationToken), cancellationToken);
                continue;
            }

            foreach (var (job, (due, _)) in jobs.Where(job => job.Value.Utc <= now && (job.Value.WakesTenant || slot.Current is not null)))
            {
                started++;
                if (job.Length == 0)
                {
                    _due.TryRemove(tenant, out _); // they could not be learnt a minute ago
                    continue;
                }

                Start(tenant, job, async () =>
                {
                    await _runner.RunAsync(slot, job, due, cancellationToken);
                    await LearnAsync(slot, cancellationToken);
                }, cancellationToken);
            }
        }

        return started;
    }

    private IEnumerable<ShellSlot> Running() => _host.Slots.Where(slot => slot.Settings.State is TenantState.Running);

    // A round that has begun meanwhile has taken the signal: another one would wake a tenant for nothing.
    private void FollowSignal(ShellSlot slot, CancellationToken cancellationToken)
    {
        if (_pump.IsSignalled(slot) && slot.Settings.State is TenantState.Running)
        {
            _ = Follow(slot, cancellationToken);
        }
    }

    private Task Follow(ShellSlot slot, CancellationToken cancellationToken)
        => Start(slot.Settings.Name, Followers, () => _pump.FollowAsync(slot, cancellationToken), cancellationToken);

    // What was learnt before a change is not kept after it.
    private async Task LearnAsync(ShellSlot slot, CancellationToken cancellationToken)
    {
        var tenant = slot.Settings.Name;
        var changes = _changes.GetValueOrDefault(tenant);
        var due = await _runner.LearnAsync(slot, cancellationToken);
        if (_changes.GetValueOrDefault(tenant) == changes)
        {
            _due[tenant] = due;
        }
    }

    // One piece of work of a tenant at a time; whoever asks twice waits for the first.
    private Task Start(string tenant, string work, Func<Task> run, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = _running.GetOrAdd((tenant, work), started.Task);
        if (running == started.Task)
        {
            _ = RunAsync();
        }

        return running;

        async Task RunAsync()
        {
            try
            {
                await _pool.WaitAsync(cancellationToken);
                try
                {
                    // Asked after it was entered: what begins before the host stops is waited for, and nothing begins behind that.
                    if (!_stopping.IsCancellationRequested)
                    {
                        await run();
                    }
                }
                finally
                {
                    _pool.Release();
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // the host stops; the job's moment is served at the next start
            }
            catch (Exception e)
            {
                _errors.Record(tenant, work.Length == 0 ? "looking for jobs" : work, "system", e); // tried again in a minute
                if (work != Followers)
                {
                    _due[tenant] = new Dictionary<string, DueJob> { [""] = new(_time.GetUtcNow().UtcDateTime.AddMinutes(1), WakesTenant: true) };
                }
            }
            finally
            {
                _running.TryRemove((tenant, work), out _);
                started.SetResult();
            }
        }
    }

    private ShellSlot? Slot(string tenant) => _host.Slots.FirstOrDefault(slot => slot.Settings.Name.Equals(tenant, StringComparison.OrdinalIgnoreCase));
}
