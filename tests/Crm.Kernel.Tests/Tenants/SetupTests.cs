using System.Net;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Tenants;

public sealed class SetupTests
{
    [Fact]
    public async Task An_interrupted_setup_can_be_done_again()
    {
        var folder = Directory.CreateTempSubdirectory("crm-test-").FullName;
        var site = Directory.CreateDirectory(Path.Combine(folder, "App_Data", "Sites", "Default")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "App_Data", "tenants.json"), """{ "Default": { "TenantId": "a", "VersionId": "a", "State": "Initializing", "Extra": 1 } }""");
        await File.WriteAllTextAsync(Path.Combine(site, "appsettings.json"), """{ "SetupBegun": "true" }""");
        await File.WriteAllTextAsync(Path.Combine(site, "crm.db"), "half written");
        await using (var host = await TestHost.StartAsync(new TestHostOptions { Folder = folder }))
        {
            Assert.Equal(TenantState.Uninitialized, host.Shells.TryGetSettings("Default")!.State);
            await host.SetupTenantAsync();
            Assert.Equal(TenantState.Running, host.Shells.TryGetSettings("Default")!.State);
        }

        Assert.Contains("\"Extra\": 1", await File.ReadAllTextAsync(Path.Combine(folder, "App_Data", "tenants.json"))); // what we do not know stays
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task While_a_tenant_is_set_up_it_asks_to_come_back_later()
    {
        var folder = Directory.CreateTempSubdirectory("crm-test-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "App_Data", "Sites", "Default"));
        await File.WriteAllTextAsync(Path.Combine(folder, "App_Data", "tenants.json"), """{ "Default": { "State": "Initializing" } }""");
        await using (FileLock.TryTake(Path.Combine(folder, "App_Data", "Sites", "Default", "setup.lock")))
        await using (var host = await TestHost.StartAsync(new TestHostOptions { Folder = folder }))
        {
            using var browser = host.Browse();
            using var response = await browser.GetAsync("/");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(10), response.Headers.RetryAfter!.Delta);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_setup_that_fails_says_why_leaves_nothing_and_can_be_tried_again()
    {
        await using var host = await TestHost.StartAsync();
        var settings = host.Shells.TryGetSettings("Default")!;
        var unknown = await SetupAsync(host, new SetupContext { Settings = settings, RecipeName = "No such recipe" });
        Assert.Equal(("RecipeName", "There is no recipe named 'No such recipe'."), Assert.Single(unknown.Errors));

        var weak = await SetupAsync(host, new SetupContext { Settings = settings, SiteName = "A", AdminUsername = "a", AdminEmail = "a@example.org", AdminPassword = "1" });
        Assert.NotEmpty(weak.Errors);
        Assert.Equal(TenantState.Uninitialized, settings.State);
        Assert.Empty(Directory.GetFiles(Path.Combine(host.Data, "Sites", "Default"), "crm.db*"));

        await host.SetupTenantAsync();
    }

    [Theory]
    [InlineData("fr", "fr")]
    [InlineData("", "en")]
    public async Task The_language_chosen_is_the_tenants_main_language(string chosen, string main)
    {
        await using var host = await TestHost.StartAsync();
        var settings = host.Shells.TryGetSettings("Default")!;
        var result = await SetupAsync(host, new SetupContext
        {
            Settings = settings, SiteName = "A", AdminUsername = "a", AdminEmail = "a@example.org", AdminPassword = TestHost.AdminPassword, RecipeName = "blank", Culture = chosen,
        });
        Assert.Empty(result.Errors);
        Assert.Equal(main, await host.InTenantAsync(settings, async services => (await services.GetRequiredService<ISiteService>().GetSiteSettingsAsync()).As<LocalizationSettings>().DefaultCulture));
    }

    [Fact]
    public async Task A_database_that_is_already_there_is_never_taken()
    {
        await using var host = await TestHost.StartAsync();
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(host.Data, "Sites", "Default")).FullName, "crm.db");
        await File.WriteAllTextAsync(file, "somebody's");
        var result = await SetupAsync(host, new SetupContext { Settings = host.Shells.TryGetSettings("Default")! });
        Assert.Equal("The tenant's folder already holds a database. Move it away, or choose another tenant name.", Assert.Single(result.Errors).Sentence);
        Assert.Equal("somebody's", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_tenant_named_in_the_configuration_is_set_up_at_the_start()
    {
        const string entry = "OrchardCore:OrchardCore_AutoSetup:Tenants:0:";
        await using var host = await TestHost.StartAsync(new TestHostOptions
        {
            Configuration =
            {
                [entry + "ShellName"] = "Default", [entry + "SiteName"] = "CRM", [entry + "AdminUsername"] = "admin", [entry + "AdminEmail"] = "a@example.org",
                [entry + "AdminPassword"] = TestHost.AdminPassword, [entry + "DatabaseProvider"] = "Sqlite",
            },
        });
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (host.Shells.TryGetSettings("Default")!.State is not TenantState.Running)
        {
            await Task.Delay(20, patience.Token);
        }
    }

    [Fact]
    public async Task A_prepared_tenant_is_copied_and_serves_at_once()
    {
        var prepared = new PreparedTenant();
        await using var first = await TestHost.StartAsync(new TestHostOptions { Prepared = prepared });
        await using var second = await TestHost.StartAsync(new TestHostOptions { Prepared = prepared });
        Assert.All([first, second], host => Assert.Equal(TenantState.Running, host.Shells.TryGetSettings("Default")!.State));
    }

    private static Task<SetupResult> SetupAsync(TestHost host, SetupContext context) => host.Services.GetRequiredService<ISetupService>().SetupAsync(context);
}
