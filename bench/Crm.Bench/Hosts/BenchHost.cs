using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Bench.Hosts;

/// <summary>The real host in this process on a loopback port; the tenant Default is set up when the folder is empty.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    public const string User = "bench@example.org";
    public const string Password = "a bench of oak, 7 planks";

    private readonly WebApplication _app;

    private BenchHost(WebApplication app, string folder) => (_app, Folder) = (app, folder);

    public string Folder { get; }

    public IServiceProvider Services => _app.Services;

    public IShellHost Shells => Services.GetRequiredService<IShellHost>();

    public ShellSettings Default => Shells.TryGetSettings(ShellSettings.DefaultShellName)!;

    public Uri Address { get; private set; } = null!;

    /// <summary>Time of each request as the server sees it.</summary>
    public required ServerClock Clock { get; init; }

    /// <summary>The database of the tenant Default.</summary>
    public string Database => DatabaseOf(ShellSettings.DefaultShellName);

    public static async Task<BenchHost> StartAsync(string folder, string recipe, CancellationToken cancellationToken, params (string Key, string Value)[] configuration)
    {
        var clock = new ServerClock();
        var app = CrmHost.Build(new CrmHostOptions
        {
            ApplicationName = "Crm.Host",
            ContentRoot = AppContext.BaseDirectory,
            Data = folder,
            Plugins = Path.Combine(folder, "plugins"),
            Environment = "Production",
            Configure = builder =>
            {
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                builder.Logging.ClearProviders();
                builder.Configuration.AddInMemoryCollection(configuration.Select(pair => new KeyValuePair<string, string?>(pair.Key, pair.Value)));
                builder.Services.AddSingleton<IStartupFilter>(clock);
            },
        });
        var host = new BenchHost(app, folder) { Clock = clock };
        await host.Shells.InitializeAsync(cancellationToken);
        if (host.Default.State == TenantState.Uninitialized)
        {
            await host.SetUpAsync(host.Default, recipe, cancellationToken);
        }

        await app.StartAsync(cancellationToken);
        host.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return host;
    }

    public string DatabaseOf(string tenant) => Path.Combine(Folder, "Sites", tenant, "crm.db");

    public async Task SetUpAsync(ShellSettings settings, string recipe, CancellationToken cancellationToken)
    {
        var setup = await Services.GetRequiredService<ISetupService>().SetupAsync(
            new SetupContext
            {
                Settings = settings, SiteName = "Bench", AdminUsername = "bench", AdminEmail = User, AdminPassword = Password, SiteTimeZone = "Europe/Paris", RecipeName = recipe,
            },
            cancellationToken);
        if (!setup.Succeeded)
        {
            throw new InvalidOperationException(string.Join("; ", setup.Errors));
        }
    }

    /// <summary>Works in a unit of work of the tenant.</summary>
    public async Task InTenantAsync(ShellSettings tenant, Func<IServiceProvider, Task> work) => await (await Shells.GetScopeAsync(tenant)).UsingAsync(work);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
