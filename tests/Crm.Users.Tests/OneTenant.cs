using Crm.Kernel.Tenants;
using Crm.Testing;

namespace Crm.Users.Tests;

/// <summary>A host with one tenant that has only what is always on.</summary>
public class OneTenant : IAsyncLifetime
{
    public TestHost Host { get; private set; } = null!;

    public ShellSettings Tenant { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await TestHost.StartAsync();
        var database = await DatabaseAsync();
        Tenant = await Host.SetupTenantAsync(features: ["Crm.Theme.Admin"], change: settings =>
        {
            foreach (var (name, value) in database)
            {
                settings[name] = value;
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Host.DisposeAsync();
    }

    public Task<TestBrowser> AdminAsync() => Host.Browse().SignInAsync();

    private protected virtual Task<Dictionary<string, string>> DatabaseAsync() => Task.FromResult(new Dictionary<string, string>());
}

/// <summary>The same with its data in PostgreSQL.</summary>
public sealed class OneTenantOnPostgres : OneTenant
{
    private protected override async Task<Dictionary<string, string>> DatabaseAsync()
        => new() { ["DatabaseProvider"] = "Postgres", ["ConnectionString"] = await Postgres.SharedAsync(), ["Schema"] = Postgres.NewSchema() };
}
