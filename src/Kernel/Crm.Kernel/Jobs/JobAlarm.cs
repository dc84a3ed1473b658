using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Crm.Kernel.Tenants;

namespace Crm.Kernel.Jobs;

/// <summary>
/// Lets a job run as soon as there is something for it to do: at once after a change, or when its next piece of work is due. One a tenant and job for as long as the host runs, though the
/// tenant's shell may be let go meanwhile: it is woken. The job's own schedule stands behind it. A singleton of the shell, to be asked for as <c>JobAlarm&lt;SendMail&gt;</c>.
/// </summary>
/// <typeparam name="TJob">The job.</typeparam>
public sealed class JobAlarm<TJob> where TJob : IBackgroundTask
{
    private readonly JobAlarms.Alarm _alarm;

    /// <summary>Made by the container.</summary>
    public JobAlarm(JobScheduler scheduler, IShellHost shells, ShellSettings settings, TimeProvider time) => _alarm = JobAlarms.Of(scheduler, shells, settings.Name, typeof(TJob).FullName!, time);

    /// <summary>Begins now; a run that is at work looks once more.</summary>
    public void Now() => _alarm.Ring();

    /// <summary>Begins after that time, unless it is asked for sooner.</summary>
    public void In(TimeSpan pause) => _alarm.Set(pause);

    /// <summary>Ends when <see cref="Now"/> is called next.</summary>
    public Task CalledAsync() => _alarm.CalledAsync();
}

/// <summary>The alarms of a host.</summary>
internal static class JobAlarms
{
    private static readonly ConditionalWeakTable<JobScheduler, ConcurrentDictionary<(string Tenant, string Job), Alarm>> s_alarms = [];

    public static Alarm Of(JobScheduler scheduler, IShellHost shells, string tenant, string job, TimeProvider time)
        => s_alarms.GetOrCreateValue(scheduler).GetOrAdd((tenant, job), _ => new Alarm(scheduler, shells, tenant, job, time));

    public sealed class Alarm
    {
        private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

        private readonly JobScheduler _scheduler;
        private readonly IShellHost _shells;
        private readonly string _tenant;
        private readonly string _job;
        private readonly TimeProvider _time;
        private readonly ITimer _timer;
        private readonly Lock _lock = new();
        private TaskCompletionSource _called = New();
        private DateTimeOffset? _set;
        private bool _isAsked;
        private bool _isAtWork;

        public Alarm(JobScheduler scheduler, IShellHost shells, string tenant, string job, TimeProvider time)
        {
            (_scheduler, _shells, _tenant, _job, _time) = (scheduler, shells, tenant, job, time);
            _timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public Task CalledAsync()
        {
            lock (_lock)
            {
                return _called.Task;
            }
        }

        public void Set(TimeSpan pause)
        {
            // A timer counts no further than some weeks; the job that is woken too early sets it anew.
            pause = pause > s_longest ? s_longest : pause;
            lock (_lock)
            {
                var at = _time.GetUtcNow() + pause;
                if (_set is { } earlier && earlier <= at)
                {
                    return;
                }

                _set = at;
                _timer.Change(pause < TimeSpan.Zero ? TimeSpan.Zero : pause, Timeout.InfiniteTimeSpan);
            }
        }

        public void Ring()
        {
            lock (_lock)
            {
                _called.TrySetResult();
                (_called, _set, _isAsked) = (New(), null, true);
                if (_isAtWork)
                {
                    return;
                }

                _isAtWork = true;
            }

            var ran = New();
            _scheduler.Expect(ran.Task);
            ThreadPool.UnsafeQueueUserWorkItem(_ => _ = RunAsync(ran), null);
        }

        // A run by schedule may be at its end when this asks: then it asks once more.
        private async Task RunAsync(TaskCompletionSource ran)
        {
            try
            {
                while (Take())
                {
                    if (_shells.TryGetSettings(_tenant) is { State: TenantState.Running } settings && !await _scheduler.RunNowAsync(settings, _job))
                    {
                        await _scheduler.RunNowAsync(settings, _job);
                    }
                }
            }
            finally
            {
                ran.SetResult();
            }
        }

        private bool Take()
        {
            lock (_lock)
            {
                _isAtWork = _isAsked;
                _isAsked = false;
                return _isAtWork;
            }
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
