using Crm.Kernel.Data;
using Crm.Kernel.Localization;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Jobs;

/// <summary>The tenant's jobs for its admins: how they stand, switch, reschedule, run now. Scoped.</summary>
public sealed class BackgroundTasks
{
    private readonly IServiceProvider _services;
    private readonly ShellSettings _settings;
    private readonly JobScheduler _scheduler;
    private readonly IDocumentManager<BackgroundTaskSettings> _decisions;
    private readonly AfterCommit _afterCommit;

    internal BackgroundTasks(IServiceProvider services, ShellSettings settings, JobScheduler scheduler, IDocumentManager<BackgroundTaskSettings> decisions, AfterCommit afterCommit)
        => (_services, _settings, _scheduler, _decisions, _afterCommit) = (services, settings, scheduler, decisions, afterCommit);

    /// <summary>All jobs by title.</summary>
    public async Task<IReadOnlyList<BackgroundTaskState>> ListAsync()
        => (await JobPlan.ReadAsync(_services)).Select(StateOf).OrderBy(job => job.Title, StringComparer.CurrentCulture).ToList();

    /// <summary>Decides whether and when a job runs, with this unit of work. Returns why the schedule cannot be read, or null.</summary>
    /// <param name="schedule">Cron, five fields, in the tenant's time zone; null or blank for the job's own.</param>
    public async Task<string?> ChangeAsync(string name, bool enable, string? schedule)
    {
        schedule = string.IsNullOrWhiteSpace(schedule) ? null : schedule.Trim();
        if (schedule is not null && JobPlan.FaultOf(schedule) is { } fault)
        {
            return fault;
        }

        var decisions = await _decisions.GetOrCreateMutableAsync();
        decisions.Tasks[name] = new BackgroundTaskOverride(enable, schedule);
        await _decisions.UpdateAsync(decisions);
        _afterCommit.Add(() =>
        {
            _scheduler.Forget(_settings.Name);
            return Task.CompletedTask;
        });
        return null;
    }

    /// <summary>Runs a job now and returns when it has ended; false when it runs already.</summary>
    public Task<bool> RunNowAsync(string name, CancellationToken cancellationToken = default) => _scheduler.RunNowAsync(_settings, name, cancellationToken);

    private BackgroundTaskState StateOf(PlannedJob job) => new(
        job.Name, job.About.Title is { Length: > 0 } title ? Show(job, title) : job.Name, Show(job, job.About.Description), job.Enable, job.Schedule, job.About.Schedule,
        job.Row?.StartedUtc, job.Row?.Duration is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null, job.Row?.Error, job.Row?.Runs ?? 0, job.Row?.Failures ?? 0,
        job.NextUtc, _scheduler.IsRunning(_settings.Name, job.Name));

    private string Show(PlannedJob job, string text) => _services.GetRequiredService<Translations>().Show(job.Assembly, job.Name, text);
}

/// <summary>How a job stands, its title and description in the language of the moment.</summary>
/// <param name="DefaultSchedule">What its author gave it.</param>
/// <param name="Error">The last run's error; null when it ended well.</param>
/// <param name="Failures">Failed runs in a row.</param>
public sealed record BackgroundTaskState(
    string Name, string Title, string Description, bool Enable, string Schedule, string DefaultSchedule,
    DateTime? LastStartUtc, TimeSpan? LastDuration, string? Error, long Runs, long Failures, DateTime? NextUtc, bool IsRunning);
