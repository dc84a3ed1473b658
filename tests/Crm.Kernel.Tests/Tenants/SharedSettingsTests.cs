using System.Net;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Tenants;

public sealed class SharedSettingsTests
{
    [Fact]
    public async Task Two_nodes_share_tenants_keys_and_changes_through_postgresql()
    {
        var connection = await Postgres.NewDatabaseAsync();
        await using var one = await StartAsync(connection);
        await using var two = await StartAsync(connection);
        using var browser = two.Browse("acme");

        var tenant = await one.SetupTenantAsync("Acme", prefix: "acme", change: settings =>
        {
            settings["DatabaseProvider"] = "Postgres";
            settings["ConnectionString"] = connection;
            settings["Schema"] = "acme";
        });

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (two.Shells.TryGetSettings("Acme")?.State is not TenantState.Running)
        {
            await Task.Delay(20, patience.Token);
        }

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/login")).StatusCode);
        var kept = await one.InTenantAsync(tenant, services => Task.FromResult(Protector(services).Protect("secret")));
        Assert.Equal("secret", await two.InTenantAsync(two.Shells.TryGetSettings("Acme")!, services => Task.FromResult(Protector(services).Unprotect(kept))));

        await one.Shells.RemoveShellSettingsAsync(tenant);
        while (two.Shells.TryGetSettings("Acme") is not null)
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private static IDataProtector Protector(IServiceProvider services) => services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static Task<TestHost> StartAsync(string connection)
        => TestHost.StartAsync(new TestHostOptions { Configuration = { ["OrchardCore:OrchardCore_Shells_Database:ConnectionString"] = connection } });
}
