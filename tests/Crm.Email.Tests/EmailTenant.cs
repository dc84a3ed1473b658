using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Email.Mailbox;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Tenants;
using Crm.Messaging.Channels;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Email.Tests;

/// <summary>A tenant with e-mail, and an administrator's browser at it.</summary>
internal sealed class EmailTenant
{
    private static readonly string[] s_features = ["Crm.Admin", "Crm.Users", "Crm.Content", "Crm.Contacts", "Crm.Audit", "Crm.Api", "Crm.Privacy", "Crm.Messaging", "Crm.Email", "Crm.Theme.Admin", "Crm.Theme.Site"];
    private static readonly Lazy<Task<TestHost>> s_host = new(() => TestHost.StartAsync(new TestHostOptions { Clock = new TestClock() }));
    private static readonly Dictionary<string, Lazy<Task<EmailTenant>>> s_shared = new() { ["Sqlite"] = new(() => StartAsync("Sqlite")), ["Postgres"] = new(() => StartAsync("Postgres")) };
    private static int s_count;

    private EmailTenant(TestHost host, ShellSettings settings, TestBrowser admin) => (Host, Settings, Admin) = (host, settings, admin);

    public TestHost Host { get; }

    public ShellSettings Settings { get; }

    public TestBrowser Admin { get; }

    /// <summary>One for tests that work on people and mails of their own.</summary>
    public static async Task<EmailTenant> SharedAsync(string database = "Sqlite")
    {
        var shared = await s_shared[database].Value;
        return new EmailTenant(shared.Host, shared.Settings, shared.Admin.Again());
    }

    /// <param name="alone">On a host of its own, whose clock may be put forward; the host is the caller's to end.</param>
    public static async Task<EmailTenant> StartAsync(string database = "Sqlite", bool alone = false)
    {
        var host = alone ? await TestHost.StartAsync(new TestHostOptions { Clock = new TestClock() }) : await s_host.Value;
        var name = $"m{Interlocked.Increment(ref s_count)}";
        var settings = await host.CopyTenantAsync(name, s_features, database);
        return new EmailTenant(host, settings, English(await host.Browse(name).SignInAsync()));
    }

    /// <summary>A new one, set up from a recipe.</summary>
    public static async Task<EmailTenant> OfRecipeAsync(string recipe)
    {
        var (host, name) = (await s_host.Value, $"m{Interlocked.Increment(ref s_count)}");
        return new EmailTenant(host, await host.SetupTenantAsync(name, recipe, prefix: name), English(await host.Browse(name).SignInAsync()));
    }

    public Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work) => Host.InTenantAsync(Settings, work);

    public Task DoAsync(Func<IServiceProvider, Task> work) => Host.InTenantAsync(Settings, work);

    /// <summary>The browser of somebody who holds these rights.</summary>
    public async Task<TestBrowser> AsAsync(params string[] rights)
    {
        var name = "u" + Guid.NewGuid().ToString("N")[..8];
        await Host.AddRoleAsync(Settings, name, ["AccessAdminPanel", .. rights]);
        await Host.AddUserAsync(Settings, name, name);
        return English(await Host.Browse(Settings.Name).SignInAsync(name));
    }

    /// <summary>Hands a letter to the channel, as the outbox does.</summary>
    public Task<Handover> HandOverAsync(Letter letter, bool begin = true)
        => InAsync(services => services.GetServices<IChannel>().Single(channel => channel.Name == "email").HandOverAsync(letter, _ => Task.FromResult(begin), default));

    /// <summary>What is in the mailbox, the oldest first.</summary>
    public Task<List<KeptMail>> KeptAsync() => InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<KeptMail>().OrderBy(row => row.Id).ToListAsync());

    /// <summary>The nightly job.</summary>
    public Task PruneAsync() => DoAsync(services => services.GetServices<Kernel.Jobs.IBackgroundTask>().OfType<PruneMailbox>().Single().DoWorkAsync(services, default));

    public Task<string> PersonAsync(string given, string family, params string[] addresses) => InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(ContactTypes.Person);
        item.Alter<PersonPart>(person => (person.GivenName, person.FamilyName) = (given, family));
        item.Alter<ContactPointsPart>(points => points.Emails = [.. addresses.Select(address => new Contacts.Points.Email { Address = address })]);
        item.DisplayText = item.As<PersonPart>()!.DisplayName();
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    private static TestBrowser English(TestBrowser browser)
    {
        browser.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return browser;
    }
}

internal sealed class OnEachDatabase : TheoryData<string>
{
    public OnEachDatabase() => AddRange("Sqlite", "Postgres");
}
