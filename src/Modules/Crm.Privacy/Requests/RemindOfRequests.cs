using System.Globalization;
using Crm.Contacts.Ages;
using Crm.Contacts.ToDos;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Notifications;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Requests;

/// <summary>
/// Tells the owners of requests that few days are left, by a notification and a task. The request is marked, the notification written and the task made in one transaction of its own: run
/// twice, on two nodes, or killed in between, it is told once.
/// </summary>
[BackgroundTask(Title = "Remind of requests", Schedule = "5 6 * * *", Description = "Tells who sees to a request about personal data that seven days are left to answer it.")]
internal sealed class RemindOfRequests(IServiceScopeFactory scopes) : IBackgroundTask
{
    public const string Kind = "Privacy.RequestDue";

    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        List<long> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var last = (await scope.ServiceProvider.GetRequiredService<Today>().GetAsync()).AddDays(RequestLabels.Pressing);
            var db = await scope.ServiceProvider.GetRequiredService<ISession>().GetConnectionAsync();
            due = await db.GetTable<PrivacyRequest>().Where(row => row.IsClosed == false && row.Due <= last && row.RemindedUtc == null).OrderBy(row => row.Due).ThenBy(row => row.Id).Select(row => row.Id).ToListAsync(cancellationToken);
        }

        foreach (var id in due)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await using var scope = scopes.CreateAsyncScope();
            await TellAsync(scope.ServiceProvider, id, cancellationToken);
        }
    }

    private static async Task TellAsync(IServiceProvider services, long id, CancellationToken cancellationToken)
    {
        var (session, now) = (services.GetRequiredService<ISession>(), services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        services.GetRequiredService<ChangeContext>().IsBackground = true;
        var db = await session.GetConnectionAsync(write: true);
        if (await db.GetTable<PrivacyRequest>().Where(row => row.Id == id && row.RemindedUtc == null && row.IsClosed == false).Set(row => row.RemindedUtc, now).UpdateAsync(cancellationToken) == 0)
        {
            await session.CancelAsync();
            return; // another node was first
        }

        var request = await db.GetTable<PrivacyRequest>().FirstAsync(row => row.Id == id, cancellationToken);
        var (who, notifications) = (services.GetRequiredService<WhoIsTold>(), services.GetRequiredService<Notifications>());
        foreach (var user in await who.OfAsync(request.Owner))
        {
            await notifications.TellAsync(user.UserId, Kind, request.RequestId, $"{Kind}/{request.RequestId}/{request.Due:yyyyMMdd}");
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = await who.LanguageOfAsync(user);
            var s = services.GetRequiredService<IStringLocalizer<RemindOfRequests>>();
            foreach (var list in services.GetServices<IToDoList>())
            {
                await list.AddAsync(new ToDo(user.UserId, s["Answer request {0} about personal data", request.Number], request.Due, request.PersonId, $"/admin/privacy/requests/{request.RequestId}"), cancellationToken);
            }
        }

        await session.SaveChangesAsync();
    }
}
