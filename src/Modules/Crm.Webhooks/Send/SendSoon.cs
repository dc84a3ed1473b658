using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;

namespace Crm.Webhooks.Send;

/// <summary>
/// Lets the job that sends run as soon as there is something to send: at once after a change, and when the next attempt is due. One a tenant for as long as the host runs, though the
/// tenant's shell may be let go meanwhile: it is woken for its attempt. The job's own schedule stands behind it.
/// </summary>
internal sealed class SendSoon(JobScheduler scheduler, IShellHost shells, ShellSettings settings, TimeProvider time)
{
    private static readonly ConditionalWeakTable<JobScheduler, ConcurrentDictionary<string, Alarm>> s_alarms = [];

    private readonly Alarm _alarm = s_alarms.GetOrCreateValue(scheduler).GetOrAdd(settings.Name, name => new Alarm(scheduler, shells, name, time));

    /// <summary>Begins now; a run that is at work looks once more.</summary>
    public void Now() => _alarm.Ring();

    /// <summary>Begins after that time, unless it is asked for sooner.</summary>
    public void In(TimeSpan pause) => _alarm.Set(pause);

    /// <summary>Ends when <see cref="Now"/> is called next.</summary>
    public Task CalledAsync() => _alarm.CalledAsync();

    private sealed class Alarm
    {
        private readonly JobScheduler _scheduler;
        private readonly IShellHost _shells;
        private readonly string _tenant;
        private readonly TimeProvider _time;
        private readonly ITimer _timer;
        private readonly Lock _lock = new();
        private TaskCompletionSource _called = New();
        private DateTimeOffset? _set;
        private bool _isAsked;
        private bool _isAtWork;

        public Alarm(JobScheduler scheduler, IShellHost shells, string tenant, TimeProvider time)
        {
            (_scheduler, _shells, _tenant, _time) = (scheduler, shells, tenant, time);
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

            ThreadPool.UnsafeQueueUserWorkItem(_ => _ = RunAsync(), null);
        }

        // A run by schedule may be at its end when this asks: then it asks once more.
        private async Task RunAsync()
        {
            while (Take())
            {
                if (_shells.TryGetSettings(_tenant) is { State: TenantState.Running } settings && !await _scheduler.RunNowAsync(settings, SendDeliveries.Job))
                {
                    await _scheduler.RunNowAsync(settings, SendDeliveries.Job);
                }
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
