using Crm.Kernel.Tenants;
using Crm.Testing;

namespace Crm.Users.Tests;

/// <summary>A host with one tenant that has only what is always on.</summary>
public sealed class OneTenant : IAsyncLifetime
{
    public TestHost Host { get; private set; } = null!;

    public ShellSettings Tenant { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await TestHost.StartAsync();
        Tenant = await Host.SetupTenantAsync(features: ["Crm.Theme.Admin"]);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    public Task<TestBrowser> AdminAsync() => Host.Browse().SignInAsync();
}
