using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Kernel.Backup;
using Crm.Kernel.Content;
using Crm.Kernel.Operations;
using Crm.Kernel.Tenants;
using Crm.Kernel.Users;
using Crm.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Privacy.Tests;

/// <summary>A tenant with everything that keeps something of people, and an administrator's browser at it.</summary>
internal sealed class PrivacyTenant : IAsyncDisposable
{
    private static readonly string[] s_features =
    [
        "Crm.Admin", "Crm.Users", "Crm.Content", "Crm.Media", "Crm.Contacts", "Crm.Activities", "Crm.Attachments", "Crm.Audit", "Crm.Search", "Crm.Api", "Crm.Privacy", "Crm.Theme.Admin", "Crm.Theme.Site",
    ];

    private static readonly PreparedTenant s_prepared = new(Features: s_features);

    private PrivacyTenant(TestHost host, TestBrowser admin) => (Host, Admin) = (host, admin);

    public TestHost Host { get; }

    public TestBrowser Admin { get; }

    /// <summary>The administrator's user id.</summary>
    public string AdminId { get; private set; } = "";

    public ShellSettings Settings => Host.Shells.TryGetSettings(ShellSettings.DefaultShellName)!;

    /// <summary>The tenant's folder.</summary>
    public string Site => Path.Combine(Host.Data, "Sites", Settings.Name);

    public static async Task<PrivacyTenant> StartAsync(string database = "Sqlite")
    {
        var host = await TestHost.StartAsync(new TestHostOptions { Prepared = s_prepared, PreparedOn = database });
        var admin = await host.Browse().SignInAsync("admin");
        admin.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var tenant = new PrivacyTenant(host, admin);
        tenant.AdminId = await tenant.InAsync(async services => (await services.GetRequiredService<UserManager<User>>().FindByNameAsync("admin"))!.UserId);
        return tenant;
    }

    public Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work) => Host.InTenantAsync(Settings, work);

    public Task DoAsync(Func<IServiceProvider, Task> work) => Host.InTenantAsync(Settings, work);

    /// <summary>An account in a role of those rights, signed in.</summary>
    public async Task<TestBrowser> UserAsync(string name, params string[] rights)
    {
        await Host.AddRoleAsync(Settings, "Role of " + name, ["AccessAdminPanel", .. rights]);
        await Host.AddUserAsync(Settings, name, "Role of " + name);
        var browser = await Host.Browse().SignInAsync(name);
        browser.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return browser;
    }

    public Task<string> PersonAsync(string given, string family, Action<ContentItem>? more = null) => InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(ContactTypes.Person);
        item.Alter<PersonPart>(person => (person.GivenName, person.FamilyName) = (given, family));
        more?.Invoke(item);
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    /// <summary>Changes an item through the rules of content.</summary>
    public Task ChangeAsync(string id, Action<ContentItem> change) => DoAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = (await content.GetAsync(id, VersionOptions.Latest))!;
        change(item);
        await content.UpdateAsync(item);
    });

    /// <summary>Erases by the screens, as somebody does it, and waits until nothing is left to do. Gives the address of the operation.</summary>
    public async Task<string> EraseAsync(string id, string name, string request = "R-17")
    {
        var page = $"/admin/people/{id}/erase";
        using (var asked = await Admin.SubmitAsync(page, [new("Input.Name", name), new("Input.Request", request)], page + "?handler=Ask"))
        {
            Assert.Contains("last question", await asked.Content.ReadAsStringAsync());
        }

        using var begun = await Admin.SubmitAsync(page, [new("Input.Name", name), new("Input.Request", request)], page + "?handler=Erase");
        Assert.True(begun.StatusCode == System.Net.HttpStatusCode.Redirect, await begun.Content.ReadAsStringAsync());
        await SettleAsync();
        return begun.Headers.Location!.ToString();
    }

    /// <summary>Returns when the operations have ended; one that failed fails the test.</summary>
    public Task SettleAsync() => DoAsync(async services =>
    {
        var operations = services.GetRequiredService<Operations>();
        await operations.SettleAsync();
        Assert.DoesNotContain(await operations.ListAsync(null), operation => operation.State is OperationState.Failed || operation.IsUnderWay);
    });

    /// <summary>Puts the clock forward to noon of that day in Paris.</summary>
    public Task AtAsync(DateOnly day)
    {
        Host.Clock.AdvanceTo(new DateTimeOffset(day.ToDateTime(new TimeOnly(11, 0)), TimeSpan.Zero));
        return Host.SettleAsync();
    }

    public TenantBackup Backup => Host.Services.GetRequiredService<TenantBackup>();

    public TenantRestore Restore => Host.Services.GetRequiredService<TenantRestore>();

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await Host.DisposeAsync();
    }
}

internal sealed class OnEachDatabase : TheoryData<string>
{
    public OnEachDatabase() => AddRange("Sqlite", "Postgres");
}
