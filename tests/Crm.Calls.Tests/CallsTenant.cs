using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Crm.Activities;
using Crm.Activities.Tasks;
using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Messaging.Messages;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Calls.Tests;

/// <summary>A tenant in Paris whose messages leave as mails and as calls. Its clock stands still on a Tuesday at noon until the test puts it forward: tests of a class run one after the other.</summary>
internal sealed class CallsTenant : IAsyncDisposable
{
    public const string Number = "+33140205050";

    private static readonly string[] s_features = ["Crm.Admin", "Crm.Users", "Crm.Content", "Crm.Contacts", "Crm.Activities", "Crm.Audit", "Crm.Api", "Crm.Privacy", "Crm.Messaging", "Crm.Email", "Crm.Calls", "Crm.Theme.Admin", "Crm.Theme.Site"];
    private static readonly ConcurrentDictionary<string, Lazy<Task<TestHost>>> s_hosts = new();
    private static int s_count;

    private CallsTenant(TestHost host, ShellSettings settings, TestBrowser admin) => (Host, Settings, Admin) = (host, settings, admin);

    public TestHost Host { get; }

    public ShellSettings Settings { get; }

    public TestBrowser Admin { get; }

    public DateTime Now => Host.Clock.GetUtcNow().UtcDateTime;

    public DateOnly Today => DateOnly.FromDateTime(Now);

    public static async Task<CallsTenant> StartAsync(string database = "Sqlite")
    {
        var host = await s_hosts.GetOrAdd(TestContext.Current.TestClass!.TestClassName, _ => new(() => TestHost.StartAsync(new TestHostOptions { Clock = new TestClock(standsStill: true) }))).Value;
        var now = host.Clock.GetUtcNow();
        host.Clock.AdvanceTo(new DateTimeOffset(now.Date.AddDays(7 + DayOfWeek.Tuesday - now.DayOfWeek).AddHours(11), TimeSpan.Zero));
        var name = $"c{Interlocked.Increment(ref s_count)}";
        var settings = await host.CopyTenantAsync(name, s_features, database);
        var tenant = new CallsTenant(host, settings, await SignInAsync(host, name));
        await tenant.SiteAsync(site => site.TimeZoneId = "Europe/Paris");
        return tenant;
    }

    public Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work) => Host.InTenantAsync(Settings, work);

    public Task DoAsync(Func<IServiceProvider, Task> work) => Host.InTenantAsync(Settings, work);

    /// <summary>Changes the site's settings.</summary>
    public Task SiteAsync(Action<SiteSettings> change) => DoAsync(async services =>
    {
        var sites = services.GetRequiredService<ISiteService>();
        var site = await sites.LoadSiteSettingsAsync();
        change(site);
        await sites.UpdateSiteSettingsAsync(site);
    });

    /// <summary>Stores a person; reached by telephone, and by mail where an address is given.</summary>
    public Task<string> PersonAsync(string family, string? number = Number, string kind = "home", string address = "", string? owner = null) => InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(ContactTypes.Person);
        item.Alter<PersonPart>(part => (part.GivenName, part.FamilyName) = ("Ada", family));
        item.Alter<ContactPointsPart>(part =>
        {
            part.Phones = number is null ? [] : [new Phone { Raw = number, Number = number, Kind = kind }];
            part.Emails = address.Length == 0 ? [] : [new Contacts.Points.Email { Address = address }];
        });
        (item.DisplayText, item.Owner) = ($"Ada {family}", owner ?? item.Owner);
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    /// <summary>The browser of somebody who holds these rights.</summary>
    public async Task<(TestBrowser Browser, string UserId, string Address)> AsAsync(params string[] rights)
    {
        var name = "u" + Guid.NewGuid().ToString("N")[..8];
        await Host.AddRoleAsync(Settings, name, ["AccessAdminPanel", .. rights]);
        var user = await Host.AddUserAsync(Settings, name, name);
        return (await SignInAsync(Host, Settings.Name, name), user.UserId, user.Email);
    }

    /// <summary>Puts a message.</summary>
    public Task<string> PutAsync(string person, string action = "act", MessageClass kind = MessageClass.Personal, string channel = "call", Func<NewMessage, NewMessage>? change = null) => InAsync(services =>
    {
        var message = new NewMessage(action, person, channel, kind, new MessageWords($"Subject of {action}", "", "Ask for news."));
        return services.GetRequiredService<Outbox>().PutAsync(change?.Invoke(message) ?? message, CancellationToken.None);
    });

    /// <summary>Puts a call and hands it over.</summary>
    public async Task<string> CallAsync(string person, string action = "act", Func<NewMessage, NewMessage>? change = null)
    {
        var message = await PutAsync(person, action, change: change);
        await SendAsync();
        return message;
    }

    /// <summary>Lets the sender run until it is at rest.</summary>
    public async Task SendAsync()
    {
        do
        {
            await Host.RunJobAsync(Settings, "SendMessages");
        }
        while (await InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<Message>().AnyAsync(row => row.ClaimedBy != null)));
    }

    /// <summary>All messages, in the order they were put.</summary>
    public Task<List<Message>> MessagesAsync() => InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<Message>().OrderBy(row => row.Id).ToListAsync());

    /// <summary>Where one stands, as "Held restraint person-week".</summary>
    public async Task<string> StandsAsync(string messageId)
    {
        var message = (await MessagesAsync()).Single(row => row.MessageId == messageId);
        return $"{(MessageState)message.State} {message.Reason} {message.Detail}".Trim();
    }

    /// <summary>All tasks.</summary>
    public Task<List<ContentItem>> TasksAsync() => InAsync(async services =>
        (await services.GetRequiredService<ISession>().Query<ContentItem, ContentItemIndex>(row => row.ContentType == ActivityTypes.Task && row.Latest).ListAsync()).OrderBy(item => item.ContentItemId, StringComparer.Ordinal).ToList());

    /// <summary>The task of a message.</summary>
    public async Task<TaskPart> TaskAsync(string messageId) => (await TasksAsync()).Single(item => item.ContentItemId == messageId).As<TaskPart>()!;

    /// <summary>What came back of a message, by the API.</summary>
    public async Task<List<string>> ReturnsAsync(string messageId) => [.. (await Admin.ReadJsonAsync($"/api/messages/{messageId}"))["returns"]!.AsArray().Select(one => one!["kind"]!.ToString())];

    /// <summary>The kinds of contact on a person's timeline.</summary>
    public async Task<List<JsonNode>> TimelineAsync(string person) => [.. (await Admin.ReadJsonAsync($"/api/contacts/people/{person}/timeline"))["items"]!.AsArray().Select(one => one!)];

    /// <summary>Says what came of a call, by the page; the page that comes back.</summary>
    public async Task<string> SayAsync(string call, string outcome, string note = "", TestBrowser? browser = null)
    {
        browser ??= Admin;
        using var answer = await browser.SubmitAsync("/admin/profile", [new("call", call), new("outcome", outcome), new("note", note)], "/admin/calls?handler=Say&who=all");
        return WebUtility.HtmlDecode(answer.StatusCode == HttpStatusCode.Redirect ? await browser.ReadAsync("/admin/calls?who=all") : await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Takes back what was said last of a call, as the notice offers it.</summary>
    public async Task<string> TakeBackAsync(string call, int tries)
    {
        using var answer = await Admin.SubmitAsync("/admin/profile", [], $"/admin/calls?handler=TakeBack&call={call}&tries={tries}&who=all");
        return WebUtility.HtmlDecode(answer.StatusCode == HttpStatusCode.Redirect ? await Admin.ReadAsync("/admin/calls?who=all") : $"{answer.StatusCode}");
    }

    public ValueTask DisposeAsync()
    {
        Admin.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<TestBrowser> SignInAsync(TestHost host, string prefix, string name = "admin")
    {
        var browser = await host.Browse(prefix).SignInAsync(name);
        browser.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return browser;
    }
}

internal sealed class OnEachDatabase : TheoryData<string>
{
    public OnEachDatabase() => AddRange("Sqlite", "Postgres");
}
