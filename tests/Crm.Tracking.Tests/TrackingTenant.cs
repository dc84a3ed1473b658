using System.Collections.Concurrent;
using System.Net;
using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Messaging.Messages;
using Crm.Testing;
using Crm.Tracking.Classify;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tracking.Tests;

/// <summary>A tenant whose letters arrive in files, on a host of the test's class whose clock stands at noon until the test puts it forward.</summary>
internal sealed class TrackingTenant : IAsyncDisposable
{
    private static readonly string[] s_features = ["Crm.Admin", "Crm.Users", "Crm.Content", "Crm.Contacts", "Crm.Audit", "Crm.Privacy", "Crm.Messaging", "Crm.Tracking", "Crm.Campaigns", "PostModule", "Crm.Theme.Admin", "Crm.Theme.Site"];
    private static readonly PluginsFolder s_plugins = new(PluginsFolder.Post);
    private static readonly ConcurrentDictionary<string, Lazy<Task<TestHost>>> s_hosts = new();
    private static int s_count;

    private TrackingTenant(TestHost host, ShellSettings settings, TestBrowser admin) => (Host, Settings, Admin, Reader) = (host, settings, admin, host.Browse(settings.Name));

    public TestHost Host { get; }

    public ShellSettings Settings { get; }

    public TestBrowser Admin { get; }

    /// <summary>Somebody who is not signed in.</summary>
    public TestBrowser Reader { get; }

    public static async Task<TrackingTenant> StartAsync(string database = "Sqlite")
    {
        var host = await s_hosts.GetOrAdd(TestContext.Current.TestClass!.TestClassName, _ => new(() => TestHost.StartAsync(new TestHostOptions { Plugins = s_plugins.Path, Clock = new TestClock(standsStill: true) }))).Value;
        host.Clock.AdvanceTo(new DateTimeOffset(host.Clock.GetUtcNow().Date.AddDays(1).AddHours(11), TimeSpan.Zero));
        var name = $"t{Interlocked.Increment(ref s_count)}";
        var settings = await host.CopyTenantAsync(name, s_features, database);
        var admin = await host.Browse(name).SignInAsync();
        admin.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var tenant = new TrackingTenant(host, settings, admin);
        await tenant.SiteAsync(site => site.BaseUrl = $"https://crm.example.org/{name}");
        return tenant;
    }

    public Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work) => Host.InTenantAsync(Settings, work);

    public Task DoAsync(Func<IServiceProvider, Task> work) => Host.InTenantAsync(Settings, work);

    public Task SiteAsync(Action<SiteSettings> change) => DoAsync(async services =>
    {
        var sites = services.GetRequiredService<ISiteService>();
        var site = await sites.LoadSiteSettingsAsync();
        change(site);
        await sites.UpdateSiteSettingsAsync(site);
    });

    public Task<string> PersonAsync(string family) => InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(ContactTypes.Person);
        item.Alter<PersonPart>(part => (part.GivenName, part.FamilyName) = ("Ada", family));
        item.Alter<ContactPointsPart>(part => part.Emails = [new Contacts.Points.Email { Address = $"{family}@example.org" }]);
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    /// <summary>They say on the letter's own page whether opens and clicks may be noted.</summary>
    public async Task AllowAsync(string messageId, params string[] kinds)
    {
        var page = (await File.ReadAllLinesAsync(FileOf("leave.txt"))).Single(line => line.StartsWith(messageId, StringComparison.Ordinal)).Split(' ')[^1].Replace($"https://crm.example.org/{Settings.Name}", "", StringComparison.Ordinal);
        foreach (var kind in kinds)
        {
            using var answer = await Reader.SubmitAsync(page, [new("kind", kind), new("answer", "granted")], page + "?handler=Track");
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
    }

    /// <summary>A letter to many that left; its id and its HTML.</summary>
    public async Task<(string Id, string Html)> SendAsync(string person, string action, string html = "<html><body><p><a href=\"https://example.org/a?x=1&amp;y=2\">A</a> <a href='https://example.org/b'>B</a> <a href=\"https://example.org/c\">C</a> <a href=\"mailto:ada@example.org\">Mail</a></p></body></html>")
    {
        var id = await InAsync(services => services.GetRequiredService<Outbox>().PutAsync(new NewMessage(action, person, "post", MessageClass.Marketing, new MessageWords("News", html, "News: https://example.org/a")), CancellationToken.None));
        await Host.RunJobAsync(Settings, "SendMessages");
        return (id, (await File.ReadAllTextAsync(FileOf($"{id}.letter"))).Split('\0')[1]);
    }

    /// <summary>Somebody's program asks for an address of a letter.</summary>
    public async Task<HttpResponseMessage> AskAsync(string url, string agent, string method = "GET")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url.Replace($"https://crm.example.org/{Settings.Name}/", "", StringComparison.Ordinal));
        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        return await Reader.Http.SendAsync(request);
    }

    /// <summary>What is known of a letter: "kind url class reason count".</summary>
    public async Task<IReadOnlyList<string>> SignsAsync(string messageId)
    {
        await Host.RunJobAsync(Settings, "CountHits");
        return await InAsync(async services => (IReadOnlyList<string>)[.. (await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<MessageSign>().Where(row => row.MessageId == messageId).OrderBy(row => row.Kind).ThenBy(row => row.Url).ThenBy(row => row.Class).ToListAsync())
            .Select(row => $"{row.Kind} {row.Url} {(ReaderClass)row.Class} {row.Reason} {row.Count}".Replace("  ", " ", StringComparison.Ordinal))]);
    }

    public string FileOf(string name) => Path.Combine(Host.Data, "Sites", Settings.Name, name);

    public ValueTask DisposeAsync()
    {
        Admin.Dispose();
        Reader.Dispose();
        return ValueTask.CompletedTask;
    }
}

internal sealed class OnEachDatabase : TheoryData<string>
{
    public OnEachDatabase() => AddRange("Sqlite", "Postgres");
}
