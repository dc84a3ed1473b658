using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Crm.Campaigns.Campaigns;
using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Segments;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Messaging.Messages;
using Crm.Messaging.Templates;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Campaigns.Tests;

/// <summary>A tenant in Paris with segments of clients and prospects and templates to many. Its clock stands still on a Tuesday at noon until the test puts it forward: tests of a class run one after the other.</summary>
internal sealed class CampaignTenant : IAsyncDisposable
{
    private static readonly string[] s_features = ["Crm.Admin", "Crm.Users", "Crm.Content", "Crm.Contacts", "Crm.Activities", "Crm.Audit", "Crm.Api", "Crm.Privacy", "Crm.Messaging", "Crm.Email", "Crm.Campaigns", "Crm.MailEditor", "Crm.Theme.Admin", "Crm.Theme.Site"];
    private static readonly ConcurrentDictionary<string, Lazy<Task<TestHost>>> s_hosts = new();
    private static int s_count;

    private CampaignTenant(TestHost host, ShellSettings settings, TestBrowser admin) => (Host, Settings, Admin) = (host, settings, admin);

    public TestHost Host { get; }

    public ShellSettings Settings { get; }

    public TestBrowser Admin { get; }

    /// <summary>Who is a client.</summary>
    public string Clients { get; private set; } = "";

    /// <summary>Who is a prospect.</summary>
    public string Prospects { get; private set; } = "";

    /// <summary>Everybody.</summary>
    public string All { get; private set; } = "";

    public DateTime Now => Host.Clock.GetUtcNow().UtcDateTime;

    public static async Task<CampaignTenant> StartAsync(string database = "Sqlite")
    {
        var host = await s_hosts.GetOrAdd(TestContext.Current.TestClass!.TestClassName, _ => new(() => TestHost.StartAsync(new TestHostOptions { Clock = new TestClock(standsStill: true) }))).Value;
        var now = host.Clock.GetUtcNow();
        host.Clock.AdvanceTo(new DateTimeOffset(now.Date.AddDays(7 + DayOfWeek.Tuesday - now.DayOfWeek).AddHours(11), TimeSpan.Zero));
        var name = $"k{Interlocked.Increment(ref s_count)}";
        var settings = await host.CopyTenantAsync(name, s_features, database);
        var tenant = new CampaignTenant(host, settings, await SignInAsync(host, name));
        await tenant.SiteAsync(site => (site.TimeZoneId, site.BaseUrl) = ("Europe/Paris", $"https://crm.example.org/{name}"));
        (tenant.Clients, tenant.Prospects, tenant.All) = (await tenant.SegmentAsync("Clients", "client"), await tenant.SegmentAsync("Prospects", "prospect"), await tenant.SegmentAsync("All", null));
        await tenant.TemplateAsync("news", "<p>Dear {{ person.given_name | default: \"friend\" }}</p>");
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

    /// <summary>Stores a person; with an address unless it is blank.</summary>
    public Task<string> PersonAsync(string family, string stage = "client", string? address = null, string? owner = null, Action<ContentItem>? change = null) => InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(ContactTypes.Person);
        item.Alter<PersonPart>(part => (part.GivenName, part.FamilyName, part.Stage) = ("Ada", family, stage));
        item.Alter<ContactPointsPart>(part => part.Emails = address is "" ? [] : [new Contacts.Points.Email { Address = address ?? $"{family.ToLowerInvariant()}@example.org" }]);
        (item.DisplayText, item.Owner) = ($"Ada {family}", owner ?? item.Owner);
        change?.Invoke(item);
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    /// <summary>Saves a template to many, or a new version of it.</summary>
    public Task TemplateAsync(string name, string html, MessageClass kind = MessageClass.Marketing) => DoAsync(services => services.GetRequiredService<MailTemplates>().SaveAsync(
        name, new MailContent { Title = $"Title of {name}", Class = kind, SenderName = "Mère Noël", Variants = [new MailVariant { Language = "en", Subject = "Hello", Html = html }] }, isLayout: false, CancellationToken.None));

    /// <summary>Stores a campaign for clients.</summary>
    public Task<string> CampaignAsync(string name = "Autumn", Action<CampaignPart>? change = null) => InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(CampaignTypes.Campaign);
        item.Alter<TitlePart>(part => part.Title = name);
        item.Alter<CampaignPart>(part =>
        {
            (part.Template, part.Segments) = ("news", [Clients]);
            change?.Invoke(part);
        });
        Assert.Empty((await content.ValidateAsync(item)).Errors);
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    /// <summary>Checks it by its page; what the API says of it then.</summary>
    public async Task<JsonNode> CheckAsync(string campaign, TestBrowser? browser = null)
    {
        await ActAsync(campaign, "Check", browser);
        await Host.SettleAsync();
        return await StandsAsync(campaign);
    }

    /// <summary>Presses a button of its page; the page that comes back, with its notices.</summary>
    public async Task<string> ActAsync(string campaign, string handler, TestBrowser? browser = null)
    {
        using var answer = await (browser ?? Admin).SubmitAsync("/admin/profile", [], $"/admin/campaigns/{campaign}?handler={handler}");
        return System.Net.WebUtility.HtmlDecode((int)answer.StatusCode is 302 ? await (browser ?? Admin).ReadAsync($"/admin/campaigns/{campaign}") : (int)answer.StatusCode == 200 ? await answer.Content.ReadAsStringAsync() : $"{(int)answer.StatusCode}");
    }

    /// <summary>Lets what is due begin, be put and leave.</summary>
    public async Task RunAsync()
    {
        await Host.RunJobAsync(Settings, "StartCampaigns");
        await Host.SettleAsync();
        do
        {
            await Host.RunJobAsync(Settings, "SendMessages");
        }
        while (await InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<Message>().AnyAsync(row => row.ClaimedBy != null)));
    }

    public async Task<JsonNode> StandsAsync(string campaign) => await Admin.ReadJsonAsync($"/api/campaigns/{campaign}");

    /// <summary>Where the campaign's messages stand, by family name: "Sent", "Excluded no-address".</summary>
    public Task<Dictionary<string, string>> LedgerAsync(string campaign) => InAsync(async services =>
    {
        var action = CampaignTypes.ActionOf(campaign);
        var rows = await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<Message>().Where(row => row.Action == action).ToListAsync();
        var people = (await services.GetRequiredService<IContentManager>().GetAsync(rows.Select(row => row.PersonId), VersionOptions.Latest)).ToDictionary(item => item.ContentItemId, item => item.As<PersonPart>()!.FamilyName!);
        return rows.ToDictionary(row => people[row.PersonId], row => $"{(MessageState)row.State} {row.Reason}".Trim());
    });

    /// <summary>The browser of somebody who holds these rights.</summary>
    public async Task<TestBrowser> AsAsync(params string[] rights)
    {
        var name = "u" + Guid.NewGuid().ToString("N")[..8];
        await Host.AddRoleAsync(Settings, name, ["AccessAdminPanel", .. rights]);
        await Host.AddUserAsync(Settings, name, name);
        return await SignInAsync(Host, Settings.Name, name);
    }

    public ValueTask DisposeAsync()
    {
        Admin.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<string> SegmentAsync(string name, string? stage) => InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(Contacts.Segments.Segments.ContentType);
        item.Alter<TitlePart>(part => part.Title = name);
        item.Alter<SegmentPart>(part => part.Condition = stage is null ? null
            : JsonNode.Parse($$$"""{ "version": 1, "match": "all", "of": [ { "rule": "person.stage", "operator": "is", "values": { "value": "{{{stage}}}" } } ] }""")!.AsObject());
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

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
