using System.Net;
using System.Text.Json.Nodes;
using Crm.Activities.Reminders;
using Crm.Activities.Tasks;
using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;
using Crm.Kernel.Users;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Activities.Tests;

/// <summary>A tenant with tasks, an administrator's browser at it, and accounts made as needed. Its clock is its own: tests put it forward.</summary>
internal sealed class ActivitiesTenant : IAsyncDisposable
{
    private static readonly string[] s_features = ["Crm.Admin", "Crm.Users", "Crm.Contacts", "Crm.Activities", "Crm.Theme.Admin", "Crm.Theme.Site"];
    private static readonly PreparedTenant s_prepared = new(Features: s_features);

    private ActivitiesTenant(TestHost host, ShellSettings settings, TestBrowser admin) => (Host, Settings, Admin) = (host, settings, admin);

    public TestHost Host { get; }

    public ShellSettings Settings { get; }

    public TestBrowser Admin { get; }

    /// <summary>The administrator's user id.</summary>
    public string AdminId { get; private set; } = "";

    /// <summary>Monday 23 November 2026, ten in Paris.</summary>
    public static async Task<ActivitiesTenant> StartAsync(string database = "Sqlite", bool standsStill = false)
    {
        var clock = new TestClock(standsStill);
        clock.AdvanceTo(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var host = await TestHost.StartAsync(new TestHostOptions { Clock = clock, Prepared = s_prepared, PreparedOn = database });
        var settings = host.Shells.TryGetSettings(ShellSettings.DefaultShellName)!;
        var admin = await host.Browse().SignInAsync("admin");
        admin.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var tenant = new ActivitiesTenant(host, settings, admin);
        tenant.AdminId = await tenant.InAsync(async services => (await services.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<User>>().FindByNameAsync("admin"))!.UserId);
        return tenant;
    }

    public Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work) => Host.InTenantAsync(Settings, work);

    /// <summary>An account in a role of those rights, signed in.</summary>
    public async Task<(string Id, TestBrowser Browser)> UserAsync(string name, params string[] rights)
    {
        await Host.AddRoleAsync(Settings, "Role of " + name, ["AccessAdminPanel", .. rights]);
        var id = (await Host.AddUserAsync(Settings, name, "Role of " + name)).UserId;
        var browser = await Host.Browse().SignInAsync(name);
        browser.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return (id, browser);
    }

    public Task<string> PersonAsync(string given, string family) => InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(ContactTypes.Person);
        item.Alter<PersonPart>(person => (person.GivenName, person.FamilyName) = (given, family));
        item.DisplayText = item.As<PersonPart>()!.DisplayName();
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    /// <summary>Writes a task over the page, as its form is sent, and gives its id.</summary>
    public static async Task<string> WriteAsync(TestBrowser browser, params (string Name, string Value)[] fields)
    {
        using var answer = await browser.SubmitAsync("/admin/tasks/new", fields.Select(field => KeyValuePair.Create("Input." + field.Name, field.Value)));
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString().Split('/')[^1];
    }

    /// <summary>Posts to a handler of the task's page.</summary>
    public static async Task<HttpStatusCode> ActAsync(TestBrowser browser, string id, string handler, params (string Name, string Value)[] fields)
    {
        using var answer = await browser.SubmitAsync("/admin/profile", fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), $"/admin/tasks/{id}?handler={handler}");
        return answer.StatusCode;
    }

    public Task<TaskPart?> TaskAsync(string id) => InAsync(async services => (await services.GetRequiredService<IContentManager>().GetAsync(id, VersionOptions.Latest))?.As<TaskPart>());

    /// <summary>The notifications of a user that are unread, as the API gives them, oldest first.</summary>
    public static async Task<List<string>> UnreadAsync(TestBrowser browser)
        => [.. JsonNode.Parse(await browser.ReadAsync("/api/notifications?unread=true"))!.AsArray().Select(row => (string)row!["text"]!).Reverse()];

    /// <summary>Puts the clock forward to that moment and tells what is due; the scheduler may be at it already, which changes nothing.</summary>
    public async Task AtAsync(int year, int month, int day, int hour, int minute = 0)
    {
        Host.Clock.AdvanceTo(new DateTimeOffset(year, month, day, hour, minute, 30, TimeSpan.Zero));
        await RemindAsync();
    }

    /// <summary>Runs the job that reminds.</summary>
    public Task<bool> RemindAsync() => InAsync(async services =>
    {
        await services.GetServices<IBackgroundTask>().OfType<RemindOfTasks>().Single().DoWorkAsync(services, default);
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await Host.DisposeAsync();
    }
}
