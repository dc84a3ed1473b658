using System.Net;
using System.Text.RegularExpressions;
using Crm.Contacts.Demo;
using Crm.Contacts.Import;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests;

/// <summary>A host with a tenant that has contacts, and an administrator's browser at it.</summary>
internal sealed partial class ContactsTenant : IAsyncDisposable
{
    private static readonly Lazy<Task<TestHost>> s_host = new(StartHostAsync);
    private static readonly Lazy<Task<ContactsTenant>> s_sqliteDemo = new(() => StartDemoAsync("Sqlite"));
    private static readonly Lazy<Task<ContactsTenant>> s_postgresDemo = new(() => StartDemoAsync("Postgres"));

    private static readonly string[] s_features = ["Crm.Admin", "Crm.Users", "Crm.Contacts", "Crm.Theme.Admin", "Crm.Theme.Site"];
    private static int s_count;

    private ContactsTenant(TestHost host, ShellSettings settings, TestBrowser browser) => (Host, Settings, Browser) = (host, settings, browser);

    public TestHost Host { get; }

    public ShellSettings Settings { get; }

    public TestBrowser Browser { get; }

    /// <summary>A tenant with the families of the demo, in French, that tests only read.</summary>
    public static Task<ContactsTenant> DemoTenantAsync(string database = "Sqlite") => database == "Sqlite" ? s_sqliteDemo.Value : s_postgresDemo.Value;

    /// <summary>Sets a tenant up on the host that all tests share; its clock began at 23 November 2026.</summary>
    /// <param name="database">"Sqlite" or "Postgres".</param>
    public static async Task<ContactsTenant> StartAsync(string database = "Sqlite")
    {
        var host = await s_host.Value;
        var name = $"t{Interlocked.Increment(ref s_count)}";
        var settings = await host.CopyTenantAsync(name, s_features, database);
        var browser = host.Browse(name);
        browser.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        using var signedIn = await browser.SubmitAsync("/login", [new("Name", "admin"), new("Password", TestHost.AdminPassword)]);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        return new ContactsTenant(host, settings, browser);
    }

    /// <summary>Waits until the operations that were started have ended.</summary>
    public Task OperationsEndAsync() => InAsync(async services =>
    {
        await services.GetRequiredService<Kernel.Operations.Operations>().SettleAsync();
        return true;
    });

    /// <summary>Works in a unit of work.</summary>
    public Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work) => Host.InTenantAsync(Settings, work);

    /// <summary>Loads the demo.</summary>
    public Task<DemoLoad> DemoAsync(string size = "mini") => InAsync(services => services.GetRequiredService<LoadDemo>().RunAsync(DemoSize.Find(size)!, LoadDemo.DefaultSeed, null, CancellationToken.None));

    /// <summary>Stores people, given and family name each.</summary>
    public Task<List<string>> PeopleAsync(params (string Given, string Family)[] names) => InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var ids = new List<string>();
        foreach (var (given, family) in names)
        {
            var item = await content.NewAsync(ContactTypes.Person);
            item.Alter<PersonPart>(person => (person.GivenName, person.FamilyName) = (given, family));
            item.DisplayText = item.As<PersonPart>()!.DisplayName();
            await content.CreateAsync(item);
            ids.Add(item.ContentItemId);
        }

        return ids;
    });

    /// <summary>Imports a text by a map, as the command does.</summary>
    public async Task<(ImportReport Report, string Refused)> ImportAsync(byte[] file, string map)
    {
        var refused = new StringWriter();
        var report = await InAsync(services => services.GetRequiredService<ImportPeople>().RunAsync(new MemoryStream(file), ImportMap.Parse(map), new RefusedRows(refused), CancellationToken.None));
        return (report, refused.ToString());
    }

    /// <summary>Makes French the site's language: national phones are then French ones.</summary>
    public Task InFrenchAsync() => InAsync(async services =>
    {
        var sites = services.GetRequiredService<ISiteService>();
        var site = await sites.LoadSiteSettingsAsync();
        site.Put(new LocalizationSettings { DefaultCulture = "fr", SupportedCultures = ["fr", "en"] });
        await sites.UpdateSiteSettingsAsync(site);
        return true;
    });

    /// <summary>The id of the first person that a search finds.</summary>
    public async Task<string> PersonAsync(string search) => FirstId().Match(await Browser.ReadAsync("/admin/people?q=" + Uri.EscapeDataString(search))).Groups["id"].Value;

    /// <summary>The id of the first household that a search finds.</summary>
    public async Task<string> HouseholdAsync(string search) => FirstId().Match(await Browser.ReadAsync("/admin/households?q=" + Uri.EscapeDataString(search))).Groups["id"].Value;

    /// <summary>The first person that a search finds and their home.</summary>
    public async Task<(string Person, string Home)> FirstHomeOfAsync(string search)
    {
        var person = await PersonAsync(search);
        var item = await InAsync(services => services.GetRequiredService<IContentManager>().GetAsync(person, VersionOptions.Latest));
        return (person, item!.As<PersonPart>()!.Memberships[0].HouseholdId);
    }

    /// <summary>The names in a list's page, in their order, and the address of the next page.</summary>
    /// <param name="browser">The administrator's when null.</param>
    public async Task<(List<string> Names, string? Next)> ListAsync(string address, TestBrowser? browser = null)
    {
        var page = await (browser ?? Browser).ReadAsync(address);
        var names = RowName().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups["name"].Value)).ToList();
        return (names, NextLink().Match(page) is { Success: true } next ? WebUtility.HtmlDecode(next.Groups["href"].Value)[$"/{Settings.Name}".Length..] : null);
    }

    /// <summary>The names of all pages of a list.</summary>
    public async Task<List<string>> WalkAsync(string address, TestBrowser? browser = null)
    {
        var all = new List<string>();
        for (var next = address; next is not null && all.Count < 100_000;)
        {
            var (names, after) = await ListAsync(next, browser);
            all.AddRange(names);
            next = after;
        }

        return all;
    }

    /// <summary>Hides members from all but a role that nobody has, and from no administrator.</summary>
    public Task<bool> HideAsync(params (string Type, string Path)[] paths) => InAsync(async services =>
    {
        var fields = services.GetRequiredService<IDocumentManager<FieldRights>>();
        var rights = await fields.GetOrCreateMutableAsync();
        rights.Fields.AddRange(paths.Select(path => new FieldRight { ContentType = path.Type, Path = path.Path, Roles = ["Chosen"] }));
        await fields.UpdateAsync(rights);
        return true;
    });

    /// <summary>A program with a token of an account.</summary>
    public async Task<TestBrowser> ProgramAsync(string name = "admin") => Host.Browse(Settings.Name).WithToken(await Host.AddTokenAsync(Settings, name));

    /// <summary>The browser of an account.</summary>
    public Task<TestBrowser> As(string name) => Host.Browse(Settings.Name).SignInAsync(name);

    public ValueTask DisposeAsync()
    {
        Browser.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<ContactsTenant> StartDemoAsync(string database)
    {
        var tenant = await StartAsync(database);
        await tenant.InFrenchAsync();
        await tenant.DemoAsync();
        return tenant;
    }

    private static Task<TestHost> StartHostAsync()
    {
        var clock = new TestClock();
        clock.AdvanceTo(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var plugins = new PluginsFolder(PluginsFolder.Panels);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => plugins.Dispose();
        return TestHost.StartAsync(new TestHostOptions { Clock = clock, Plugins = plugins.Path });
    }

    [GeneratedRegex("""<td><a href="/t[0-9]+/admin/(people|households|organisations)/[^"]+" dir="auto">(?<name>[^<]*)</a></td>""")]
    private static partial Regex RowName();

    [GeneratedRegex("""<td><a href="/t[0-9]+/admin/[a-z]+/(?<id>[^"]+)" dir="auto">""")]
    private static partial Regex FirstId();

    [GeneratedRegex("""rel="next" href="(?<href>[^"]+)""")]
    private static partial Regex NextLink();
}
