using System.Text.Json.Nodes;
using Crm.Activities.Tasks;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Privacy.Requests;
using Crm.Testing;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Privacy.Tests.Requests;

/// <summary>Seven days before a request is due its owner has a notification and a task, once.</summary>
public sealed class ReminderTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Seven_days_before_it_is_due_the_owner_is_told_once_however_often_and_where_the_job_runs(string database)
    {
        await using var tenant = await PrivacyTenant.StartAsync(database);
        var ada = await tenant.PersonAsync("Ada", "Roux");
        var today = await tenant.InAsync(services => services.GetRequiredService<RequestRegister>().TodayAsync());
        var request = await RequestTests.WriteAsync(tenant, ("Input.PersonId", ada), ("Input.Asked", "access"), ("Input.Channel", "mail"), ("Input.Received", today.ToString("O")));
        var due = today.AddMonths(1);
        await tenant.AtAsync(due.AddDays(-8));
        await RunAsync(tenant);
        Assert.Empty(await ToldAsync(tenant));

        await tenant.AtAsync(due.AddDays(-7));
        await Task.WhenAll(RunAsync(tenant), RunAsync(tenant));
        await RunAsync(tenant);

        Assert.Equal(["Request R-0001 about personal data: 7 days left"], await ToldAsync(tenant));
        var task = Assert.Single(await TasksAsync(tenant));
        Assert.Equal(("Answer request R-0001 about personal data", due.ToString("O"), ada, tenant.AdminId), (task.Subject, task.DueKey, task.AboutId, task.Owner));
        Assert.Contains($"/admin/privacy/requests/{request}", await (await tenant.Host.Browse().SignInAsync("admin")).ReadAsync("/api/notifications"));
    }

    [Fact]
    public async Task Without_the_feature_of_tasks_a_notification_serves_and_an_owner_who_is_gone_leaves_it_to_the_administrators()
    {
        await using var tenant = await PrivacyTenant.StartAsync();
        await tenant.Host.SwitchAsync(tenant.Settings, off: ["Crm.Activities"]);
        var vera = await tenant.Host.AddUserAsync(tenant.Settings, "vera");
        await RequestTests.WriteAsync(tenant, ("Input.PersonName", "Bea Brun"), ("Input.Asked", "access"), ("Input.Channel", "mail"), ("Input.Owner", vera.UserId));
        await tenant.DoAsync(async services =>
        {
            var users = services.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Kernel.Users.User>>();
            var user = (await users.FindByNameAsync("vera"))!;
            user.IsEnabled = false;
            await users.UpdateAsync(user);
        });
        await tenant.AtAsync((await tenant.InAsync(services => services.GetRequiredService<RequestRegister>().TodayAsync())).AddMonths(1).AddDays(-3));

        await RunAsync(tenant);

        Assert.Equal(["Request R-0001 about personal data: 3 days left"], await ToldAsync(tenant));
    }

    private static Task RunAsync(PrivacyTenant tenant) => tenant.DoAsync(services => services.GetServices<IBackgroundTask>().OfType<RemindOfRequests>().Single().DoWorkAsync(services, CancellationToken.None));

    private static async Task<List<string>> ToldAsync(PrivacyTenant tenant)
    {
        // The session of before has run out meanwhile.
        using var admin = await tenant.Host.Browse().SignInAsync("admin");
        admin.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return [.. JsonNode.Parse(await admin.ReadAsync("/api/notifications?unread=true"))!.AsArray().Select(row => (string)row!["text"]!)];
    }

    private static Task<List<TaskIndex>> TasksAsync(PrivacyTenant tenant) => tenant.InAsync(services => services.GetRequiredService<ISession>().QueryIndex<TaskIndex>().ToListAsync());
}
