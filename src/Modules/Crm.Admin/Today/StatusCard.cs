using Crm.Kernel.Display.Today;
using Crm.Kernel.Hosting;
using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;

namespace Crm.Admin.Today;

/// <summary>What an administrator should look at: failed tasks and fresh errors; nothing when all is well.</summary>
internal sealed class StatusCard(BackgroundTasks tasks, ErrorLog errors, ShellSettings settings, TimeProvider clock) : ITodayCard
{
    public string Position => "90";

    public string? Permission => AdminPermissions.ViewStatus;

    public string View => "/Crm.Admin/Today/_Status.cshtml";

    public async ValueTask<object?> ReadAsync(CancellationToken cancellationToken)
    {
        var failed = (await tasks.ListAsync()).Where(task => task.Error is not null).ToList();
        var since = clock.GetUtcNow().UtcDateTime.AddDays(-1);
        var fresh = errors.List(settings.Name).Count(error => error.Utc > since);
        return failed.Count + fresh == 0 ? null : new StatusShown(failed, fresh);
    }
}

/// <summary>What the card shows.</summary>
public sealed record StatusShown(IReadOnlyList<BackgroundTaskState> FailedTasks, int Errors);
