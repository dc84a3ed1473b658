using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Notifications;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Activities.Reminders;

/// <summary>
/// Tells what is due to be told of tasks. The notification is written and its row taken away in one transaction: killed between the two, both are as before; run on two nodes at once,
/// or again after the task was saved, the notification's key keeps it at one. A tenant that sleeps has nobody to read: it is told when it wakes.
/// </summary>
[BackgroundTask(Title = "Remind of tasks", Schedule = "* * * * *", Description = "Writes reminders of tasks into the notifications of their owners.", WakesTenant = false)]
internal sealed class RemindOfTasks(IServiceScopeFactory scopes, TimeProvider time) : IBackgroundTask
{
    private const int Batch = 100;

    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        int told;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            await using var scope = scopes.CreateAsyncScope();
            told = await TellAsync(scope.ServiceProvider, now, cancellationToken);
        }
        while (told == Batch);
    }

    private static async Task<int> TellAsync(IServiceProvider services, DateTime now, CancellationToken cancellationToken)
    {
        var (session, notifications) = (services.GetRequiredService<ISession>(), services.GetRequiredService<Notifications>());
        services.GetRequiredService<ChangeContext>().IsBackground = true;
        var due = await session.QueryIndex<TaskNoticeIndex>().Where(notice => notice.Utc <= now).OrderBy(notice => notice.Utc).ThenBy(notice => notice.Id).Take(Batch).ToListAsync(cancellationToken);
        if (due.Count == 0)
        {
            return 0;
        }

        foreach (var notice in due)
        {
            await notifications.TellAsync(notice.UserId, notice.Kind, notice.TaskId, TaskNotices.KeyOf(notice));
        }

        var ids = due.ConvertAll(notice => notice.Id);
        await (await session.GetConnectionAsync(write: true)).GetTable<TaskNoticeIndex>().Where(notice => ids.Contains(notice.Id)).DeleteAsync(cancellationToken);
        await session.SaveChangesAsync();
        return due.Count;
    }
}
