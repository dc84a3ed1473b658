using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Crm.Webhooks.Log;
using Crm.Webhooks.Send;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Webhooks.Tests;

/// <summary>A tenant with people and webhooks on a host that lets them reach this machine, an administrator's browser and program, and a receiver.</summary>
internal sealed class WebhooksTenant : IAsyncDisposable
{
    private static readonly string[] s_features =
        ["Crm.Admin", "Crm.Users", "Crm.Content", "Crm.Contacts", "Crm.Activities", "Crm.Audit", "Crm.Api", "Crm.Privacy", "Crm.Webhooks", "Crm.Theme.Admin", "Crm.Theme.Site"];

    private static readonly PreparedTenant s_prepared = new(Features: s_features);

    private WebhooksTenant(TestHost host, TestBrowser admin, TestBrowser program, Receiver receiver) => (Host, Admin, Program, Receiver) = (host, admin, program, receiver);

    public TestHost Host { get; }

    public TestBrowser Admin { get; }

    public TestBrowser Program { get; }

    public Receiver Receiver { get; }

    public ShellSettings Settings => Host.Shells.TryGetSettings(ShellSettings.DefaultShellName)!;

    /// <param name="folder">A folder to keep; what an earlier host left there is found.</param>
    public static async Task<WebhooksTenant> StartAsync(string database = "Sqlite", bool allowsPrivate = true, string? folder = null, bool isThere = false, TestClock? clock = null, double timeoutSeconds = 120)
    {
        // It stands still, so that no pause is over before a test says so; beyond the leases of the host that the tenant was prepared on.
        clock ??= new TestClock(standsStill: true);
        clock.Advance(TimeSpan.FromMinutes(5));
        var host = await TestHost.StartAsync(new TestHostOptions
        {
            Clock = clock, Folder = folder, Prepared = isThere ? null : s_prepared, PreparedOn = database, Configuration = new()
            {
                ["Webhooks:AllowPrivateNetworks"] = allowsPrivate ? "true" : null, ["Webhooks:TimeoutSeconds"] = timeoutSeconds.ToString(CultureInfo.InvariantCulture),
            },
        });
        var admin = await host.Browse().SignInAsync();
        admin.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var program = host.Browse().WithToken(await host.AddTokenAsync(host.Shells.TryGetSettings(ShellSettings.DefaultShellName)!, "admin"));
        return new WebhooksTenant(host, admin, program, await Receiver.StartAsync());
    }

    public Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work) => Host.InTenantAsync(Settings, work);

    public Task DoAsync(Func<IServiceProvider, Task> work) => Host.InTenantAsync(Settings, work);

    /// <summary>Makes a webhook over the API.</summary>
    public async Task<(string Id, string Secret)> WebhookAsync(string? address = null, string role = "Administrator", string[]? types = null, string[]? events = null)
    {
        using var answer = await Program.Http.PostAsJsonAsync("api/webhooks", new
        {
            Name = "Shop", Address = address ?? Receiver.Address, Events = events ?? ["created", "updated", "deleted", "restored", "merged"], ContentTypes = types ?? [ContactTypes.Person], Role = role, IsOn = true,
        });
        var made = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.True((int)answer.StatusCode == 201, made.ToJsonString());
        return ((string)made["webhookId"]!, (string)made["secret"]!);
    }

    /// <summary>A role that sees people, and nobody in it.</summary>
    public Task RoleAsync(string name, params string[] rights) => Host.AddRoleAsync(Settings, name, rights.Length > 0 ? rights : ["View_Person"]);

    /// <summary>Hides a field from all roles but those.</summary>
    public Task HideAsync(string type, string path, params string[] roles) => DoAsync(async services =>
    {
        var documents = services.GetRequiredService<IDocumentManager<FieldRights>>();
        var all = await documents.GetOrCreateMutableAsync();
        all.Fields.Add(new FieldRight { ContentType = type, Path = path, Roles = [.. roles] });
        await documents.UpdateAsync(all);
    });

    public Task<string> PersonAsync(string given, string family, Action<ContentItem>? more = null) => InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(ContactTypes.Person);
        item.Alter<PersonPart>(person => (person.GivenName, person.FamilyName) = (given, family));
        more?.Invoke(item);
        item.DisplayText = item.As<PersonPart>()!.DisplayName();
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    public Task ChangeAsync(string id, Action<PersonPart> change) => DoAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = (await content.GetAsync(id, VersionOptions.Latest))!;
        item.Alter(change);
        await content.UpdateAsync(item);
    });

    /// <summary>Lets followers follow and sends what is due, whoever is at it already.</summary>
    public async Task SendAsync()
    {
        await Host.SettleAsync();
        var scheduler = Host.Services.GetRequiredService<JobScheduler>();
        await scheduler.RunNowAsync(Settings, SendDeliveries.Job);
        await scheduler.RunNowAsync(Settings, SendDeliveries.Job);
    }

    /// <summary>Puts the clock forward and sends.</summary>
    public Task LaterAsync(TimeSpan by)
    {
        Host.Clock.Advance(by);
        return SendAsync();
    }

    public Task<List<Delivery>> DeliveriesAsync() => InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<Delivery>().OrderBy(row => row.Id).ToListAsync());

    public async Task<JsonNode> ReadAsync(string address) => JsonNode.Parse(await Program.ReadAsync(address))!;

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        Program.Dispose();
        await Host.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}

internal sealed class OnEachDatabase : TheoryData<string>
{
    public OnEachDatabase() => AddRange("Sqlite", "Postgres");
}
