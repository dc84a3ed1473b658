using System.Collections.Concurrent;
using System.Net;
using Crm.Contacts;
using Crm.Contacts.Addresses;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Messaging.Messages;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests;

/// <summary>A tenant with an outbox and a channel whose other side is a file, on the host that all tests share, or one of a class whose clock stands still.</summary>
internal sealed class MessagingTenant : IAsyncDisposable
{
    private static readonly string[] s_features = ["Crm.Admin", "Crm.Users", "Crm.Content", "Crm.Contacts", "Crm.Audit", "Crm.Api", "Crm.Privacy", "Crm.Messaging", "PostModule", "Crm.Theme.Admin", "Crm.Theme.Site"];
    private static readonly PluginsFolder s_plugins = new(PluginsFolder.Post);
    private static readonly Lazy<Task<TestHost>> s_host = new(() => StartHostAsync());
    private static readonly ConcurrentDictionary<string, Lazy<Task<TestHost>>> s_still = new();
    private static readonly Lazy<Task<MessagingTenant>> s_shared = new(() => StartAsync());
    private static int s_count;

    private MessagingTenant(TestHost host, ShellSettings settings, TestBrowser admin) => (Host, Settings, Admin) = (host, settings, admin);

    public TestHost Host { get; }

    public ShellSettings Settings { get; }

    public TestBrowser Admin { get; }

    public DateTime Now => Host.Clock.GetUtcNow().UtcDateTime;

    /// <summary>What the other side of the channel took: a line a letter.</summary>
    public IReadOnlyList<string> Post => File.Exists(Path.Combine(Host.Data, "Sites", Settings.Name, "post.txt")) ? File.ReadAllLines(Path.Combine(Host.Data, "Sites", Settings.Name, "post.txt")) : [];

    /// <summary>The words of a letter that left: subject, HTML, text.</summary>
    public (string Subject, string Html, string Text) LetterOf(string messageId)
        => File.ReadAllText(Path.Combine(Host.Data, "Sites", Settings.Name, $"{messageId}.letter")).Split('\0') is [var subject, var html, var text] ? (subject, html, text) : default;

    /// <summary>The links of a letter that left, without the tenant's address: where one click leaves, and where one chooses.</summary>
    public (string Leave, string Page) LinksOf(string messageId)
    {
        var line = File.ReadAllLines(Path.Combine(Host.Data, "Sites", Settings.Name, "leave.txt")).Single(line => line.StartsWith(messageId, StringComparison.Ordinal)).Split(' ');
        return (line[1].Replace($"https://crm.example.org/{Settings.Name}", ""), line[^1].Replace($"https://crm.example.org/{Settings.Name}", ""));
    }

    /// <summary>A new tenant.</summary>
    /// <param name="still">On a host of the test's class, whose clock stands still until the test puts it forward: tests of a class run one after the other.</param>
    /// <param name="atNoon">At noon of the next day by that clock, from before anybody signs in.</param>
    public static async Task<MessagingTenant> StartAsync(string database = "Sqlite", bool still = false, bool atNoon = false)
    {
        var host = still ? await s_still.GetOrAdd(TestContext.Current.TestClass!.TestClassName, _ => new(() => StartHostAsync(standsStill: true))).Value : await s_host.Value;
        if (atNoon)
        {
            host.Clock.AdvanceTo(new DateTimeOffset(host.Clock.GetUtcNow().Date.AddDays(1).AddHours(11), TimeSpan.Zero));
        }

        var name = $"m{Interlocked.Increment(ref s_count)}";
        var settings = await host.CopyTenantAsync(name, s_features, database);
        await host.InTenantAsync(settings, async services =>
        {
            var site = await services.GetRequiredService<ISiteService>().LoadSiteSettingsAsync();
            site.BaseUrl = $"https://crm.example.org/{name}";
            await services.GetRequiredService<ISiteService>().UpdateSiteSettingsAsync(site);
        });
        return new MessagingTenant(host, settings, English(await host.Browse(name).SignInAsync()));
    }

    /// <summary>Another node on what this one's host keeps; for a host of the test's class alone, since it works for all its tenants.</summary>
    public Task<TestHost> SecondNodeAsync() => TestHost.StartAsync(new TestHostOptions { Folder = Host.Folder, Plugins = s_plugins.Path, Clock = new TestClock(standsStill: true) });

    /// <summary>A new one whose clock stands at noon, when nobody sleeps: at night what goes to many waits.</summary>
    public static Task<MessagingTenant> AtNoonAsync(string database = "Sqlite") => StartAsync(database, still: true, atNoon: true);

    /// <summary>One for tests that work on people of their own and leave no brake behind.</summary>
    public static async Task<MessagingTenant> SharedAsync()
    {
        var shared = await s_shared.Value;
        return new MessagingTenant(shared.Host, shared.Settings, English(shared.Admin.Again()));
    }

    public Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work) => Host.InTenantAsync(Settings, work);

    public Task DoAsync(Func<IServiceProvider, Task> work) => Host.InTenantAsync(Settings, work);

    /// <summary>Stores a person; the address says how the other side behaves.</summary>
    public Task<string> PersonAsync(string family, string address = "", string country = "", Action<PersonPart>? change = null, string? owner = null) => InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(ContactTypes.Person);
        item.Alter<PersonPart>(part =>
        {
            (part.GivenName, part.FamilyName) = ("Ada", family);
            change?.Invoke(part);
        });
        item.Alter<ContactPointsPart>(part => part.Emails = address.Length == 0 ? [] : [new Contacts.Points.Email { Address = address }]);
        item.Alter<AddressPart>(part => part.Addresses = country.Length == 0 ? [] : [new PostalAddress { City = "Somewhere", Country = country }]);
        item.Owner = owner ?? item.Owner;
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    /// <summary>Pulls the brake by its page, for everything; what the page says then.</summary>
    public async Task<string> PullAsync(string reason)
    {
        using var answer = await Admin.SubmitAsync("/admin/brake", [new("Input.Scope", "everything"), new("Input.Reason", reason)]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return await Admin.ReadAsync("/admin/brake");
    }

    /// <summary>The browser of somebody who holds these rights.</summary>
    public async Task<(TestBrowser Browser, string UserId)> AsAsync(params string[] rights)
    {
        var name = "u" + Guid.NewGuid().ToString("N")[..8];
        await Host.AddRoleAsync(Settings, name, ["AccessAdminPanel", .. rights]);
        var user = await Host.AddUserAsync(Settings, name, name);
        return (English(await Host.Browse(Settings.Name).SignInAsync(name)), user.UserId);
    }

    /// <summary>Puts a message.</summary>
    public Task<string> PutAsync(string person, string action = "act", MessageClass kind = MessageClass.Personal, string tone = "", Func<NewMessage, NewMessage>? change = null) => InAsync(services =>
    {
        var message = new NewMessage(action, person, "post", kind, new MessageWords($"Subject of {action}", "", "Dear Ada", Tone: tone));
        return services.GetRequiredService<Outbox>().PutAsync(change?.Invoke(message) ?? message, CancellationToken.None);
    });

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

    /// <summary>Where one stands, as "Held restraint email-week".</summary>
    public async Task<string> StandsAsync(string messageId)
    {
        var message = (await MessagesAsync()).Single(row => row.MessageId == messageId);
        return $"{(MessageState)message.State} {message.Reason} {message.Detail}".Trim();
    }

    public ValueTask DisposeAsync()
    {
        Admin.Dispose();
        return ValueTask.CompletedTask;
    }

    private static TestBrowser English(TestBrowser browser)
    {
        browser.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return browser;
    }

    private static Task<TestHost> StartHostAsync(bool standsStill = false) => TestHost.StartAsync(new TestHostOptions { Plugins = s_plugins.Path, Clock = new TestClock(standsStill) });
}

internal sealed class OnEachDatabase : TheoryData<string>
{
    public OnEachDatabase() => AddRange("Sqlite", "Postgres");
}
