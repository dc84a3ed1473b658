using System.Collections.Concurrent;
using System.Reflection;
using Crm.Kernel.Hosting;
using Crm.Kernel.Jobs;
using Crm.Kernel.Modules;
using Crm.Kernel.Operations;
using Crm.Kernel.Tenants;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Testing;

/// <summary>The real host on a random loopback port, with a folder of its own that is deleted afterwards.</summary>
public sealed class TestHost : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, PreparedTenant> s_originals = new();

    private readonly WebApplication _app;
    private readonly bool _ownsFolder;
    private readonly string? _plugins;

    private TestHost(WebApplication app, TestHostOptions options, string folder, TestClock clock)
    {
        (_app, Folder, _ownsFolder, _plugins, Clock) = (app, folder, options.Folder is null, options.Plugins, clock);
    }

    /// <summary>The folder of this host; <c>App_Data</c> and <c>plugins</c> lie in it.</summary>
    public string Folder { get; }

    /// <summary>The folder <c>App_Data</c>.</summary>
    public string Data => Path.Combine(Folder, "App_Data");

    /// <summary>The host's clock.</summary>
    public TestClock Clock { get; }

    /// <summary>The host's services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>The tenants.</summary>
    public IShellHost Shells => Services.GetRequiredService<IShellHost>();

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts a host; on an existing folder it finds what an earlier one left.</summary>
    public static async Task<TestHost> StartAsync(TestHostOptions? options = null)
    {
        options ??= new TestHostOptions();
        var folder = options.Folder ?? Directory.CreateTempSubdirectory("crm-test-").FullName;
        if (options.Prepared is { } prepared)
        {
            await prepared.CopyToAsync(folder, options.PreparedOn);
        }

        var clock = options.Clock ?? new TestClock();
        var app = CrmHost.Build(new CrmHostOptions
        {
            ApplicationName = "Crm.Host",
            ContentRoot = folder,
            Data = Path.Combine(folder, "App_Data"),
            Plugins = options.Plugins ?? Path.Combine(folder, "plugins"),
            Environment = "Production",
            Passwords = new PasswordCost(options.PasswordRounds),
            Configure = builder =>
            {
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                builder.Logging.ClearProviders();
                builder.Configuration.AddInMemoryCollection(options.Configuration);
                builder.Services.AddSingleton<TimeProvider>(clock);
                options.Configure?.Invoke(builder);
            },
        });
        var host = new TestHost(app, options, folder, clock);
        try
        {
            await host.Shells.InitializeAsync();
            await app.StartAsync();
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        host.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return host;
    }

    /// <summary>A browser at a tenant's address; keeps its own cookies, follows no redirects.</summary>
    /// <param name="host">The host name asked for, when not the loopback address.</param>
    public TestBrowser Browse(string prefix = "", string? host = null) => new(Address, prefix, host)
    {
        Explain = page => Shells.GetAllSettings().SelectMany(tenant => Services.GetRequiredService<ErrorLog>().List(tenant.Name)).FirstOrDefault(error => page.Contains(error.Reference, StringComparison.Ordinal))?.Details,
    };

    /// <summary>Runs all jobs that are due, until none is, and waits for the operations that were started.</summary>
    public async Task SettleAsync()
    {
        var (scheduler, operations) = (Services.GetRequiredService<JobScheduler>(), Services.GetRequiredService<OperationPump>());
        for (var underWay = true; underWay;)
        {
            await scheduler.SettleAsync();
            var ending = Shells.GetAllSettings().Select(tenant => operations.SettleAsync(tenant.Name)).Where(ending => !ending.IsCompleted).ToList();
            await Task.WhenAll(ending);
            underWay = ending.Count > 0 || scheduler.IsAtWork;
        }

        var stuck = Shells.GetAllSettings().SelectMany(tenant => Services.GetRequiredService<ErrorLog>().List(tenant.Name)).FirstOrDefault(error => error.Where == "looking for jobs");
        if (stuck is not null)
        {
            throw new InvalidOperationException(stuck.Details);
        }
    }

    /// <summary>Runs a job now, by the host's own way: where it is under way already, once more after its end.</summary>
    /// <param name="type">The name of the job's class.</param>
    public async Task RunJobAsync(ShellSettings settings, string type)
    {
        var jobs = await InTenantAsync(settings, services => services.GetRequiredService<BackgroundTasks>().ListAsync());
        var job = jobs.Single(job => job.Name.EndsWith("." + type, StringComparison.Ordinal)).Name;
        while (!await Services.GetRequiredService<JobScheduler>().RunNowAsync(settings, job))
        {
            await SettleAsync();
        }
    }

    /// <summary>Sets a tenant up; without a recipe only the features that are always on, and those named.</summary>
    /// <param name="prefix">The first path segment; blank for the tenant named Default.</param>
    public async Task<ShellSettings> SetupTenantAsync(string name = ShellSettings.DefaultShellName, string recipe = "", string prefix = "", string[]? features = null, Action<ShellSettings>? change = null)
    {
        var settings = Shells.TryGetSettings(name) ?? new ShellSettings { Name = name };
        settings.RequestUrlPrefix = prefix;
        change?.Invoke(settings);
        await Shells.UpdateShellSettingsAsync(settings);
        var result = await Services.GetRequiredService<ISetupService>().SetupAsync(new SetupContext
        {
            Settings = settings,
            SiteName = $"Site {name}",
            AdminUsername = "admin",
            AdminEmail = "admin@example.org",
            AdminPassword = AdminPassword,
            SiteTimeZone = "Europe/Paris",
            RecipeName = recipe,
        });
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join("; ", result.Errors.Select(error => $"{error.Field}: {error.Sentence}")) + string.Concat(Services.GetRequiredService<ErrorLog>().List(name).Select(error => Environment.NewLine + error.Details)));
        }

        if (features is { Length: > 0 })
        {
            await SwitchAsync(settings, on: features);
        }

        return settings;
    }

    /// <summary>A tenant of its own at the prefix of its name, with these features: set up once in a test run, then copied.</summary>
    public Task<ShellSettings> CopyTenantAsync(string name, string[] features, string database = "Sqlite")
        => CopyTenantAsync(name, s_originals.GetOrAdd($"{_plugins} {string.Join(' ', features)}", _ => new PreparedTenant(Features: features, Plugins: _plugins)), database);

    /// <summary>A tenant of its own at the prefix of its name: a copy of that one.</summary>
    public async Task<ShellSettings> CopyTenantAsync(string name, PreparedTenant original, string database = "Sqlite")
    {
        var settings = new ShellSettings { Name = name, RequestUrlPrefix = name, State = TenantState.Running };
        foreach (var (key, value) in await original.CopyDatabaseAsync(Path.Combine(Data, "Sites", name), database))
        {
            settings[key] = value;
        }

        await Shells.UpdateShellSettingsAsync(settings);
        return settings;
    }

    /// <summary>Switches features of a tenant, with what they need and what needs them.</summary>
    public Task SwitchAsync(ShellSettings settings, string[]? on = null, string[]? off = null) => InTenantAsync(settings, services =>
    {
        var extensions = services.GetRequiredService<IExtensionManager>();
        return services.GetRequiredService<IShellFeaturesManager>().UpdateFeaturesAsync(Named(off), Named(on));

        IEnumerable<FeatureInfo> Named(string[]? ids)
            => (ids ?? []).Select(id => extensions.GetFeature(id) ?? throw new InvalidOperationException($"There is no feature {id}: {string.Join("; ", extensions.GetFaults())}"));
    });

    /// <summary>Works in a unit of work of the tenant.</summary>
    public async Task InTenantAsync(ShellSettings settings, Func<IServiceProvider, Task> work) => await (await Shells.GetScopeAsync(settings)).UsingAsync(work);

    /// <summary>Works in a unit of work of the tenant.</summary>
    public async Task<T> InTenantAsync<T>(ShellSettings settings, Func<IServiceProvider, Task<T>> work)
    {
        T result = default!;
        await InTenantAsync(settings, async services => { result = await work(services); });
        return result;
    }

    /// <summary>The administrator's password in every tenant that tests set up.</summary>
    public const string AdminPassword = "Correct-horse-7-battery";

    /// <summary>The repository's folder.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The folder a project of the repository was built into, in the configuration of the tests.</summary>
    public static string OutputOf(string project)
        => Path.Combine(Repository, project, "bin", AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug", "net10.0");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static string FindRepository()
    {
        var folder = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!;
        while (!File.Exists(Path.Combine(folder, "Crm.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }
}

/// <summary>How a test's host is made.</summary>
public sealed record TestHostOptions
{
    /// <summary>An existing folder to use and keep; a new one otherwise.</summary>
    public string? Folder { get; init; }

    /// <summary>A tenant made once for many tests, copied into this host's folder.</summary>
    public PreparedTenant? Prepared { get; init; }

    /// <summary>The database of that tenant.</summary>
    public string PreparedOn { get; init; } = "Sqlite";

    /// <summary>The plugins folder; below the host's folder otherwise.</summary>
    public string? Plugins { get; init; }

    /// <summary>Rounds of the hash of passwords: a tenth of all tests' time would go into the usual ones.</summary>
    public int PasswordRounds { get; init; } = 1_000;

    /// <summary>The clock; a new one otherwise.</summary>
    public TestClock? Clock { get; init; }

    /// <summary>Configuration values.</summary>
    public Dictionary<string, string?> Configuration { get; init; } = [];

    /// <summary>Changes the builder.</summary>
    public Action<WebApplicationBuilder>? Configure { get; init; }
}
