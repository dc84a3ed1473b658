using System.Text;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Migrations;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Hosting;
using Crm.Kernel.Liquid;
using Crm.Kernel.Localization;
using Crm.Kernel.Modules;
using Crm.Kernel.Queries;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Harvest;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Kernel.Users;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Kernel.Tests.Recipes;

/// <summary>The kernel's rooms on a real database, without the web: what recipes run in.</summary>
internal sealed class RecipeTenant : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("crm-recipe-").FullName;
    private readonly TenantStores _stores;
    private readonly ServiceProvider _services;

    private RecipeTenant(Action<IServiceCollection>? configure, string? postgres)
    {
        Settings = new ShellSettings { Name = "Shop", TenantId = "shop" };
        if (postgres is not null)
        {
            (Settings["DatabaseProvider"], Settings["ConnectionString"], Settings["Schema"]) = ("Postgres", postgres, Testing.Postgres.NewSchema());
        }

        _stores = new TenantStores(new AppDataOptions(_folder));
        var services = new ServiceCollection().AddLogging().AddOptions().AddRouting();
        services.AddSingleton(_stores).AddSingleton(Settings).AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(new HostFolders(_folder, Path.Combine(_folder, "plugins")));
        services.AddSingleton<IHostEnvironment>(new Environment(_folder));
        services.AddSingleton(provider => ExtensionManager.Discover("Crm.Host", Path.Combine(_folder, "plugins")));
        services.AddSingleton<IExtensionManager>(provider => provider.GetRequiredService<ExtensionManager>());
        services.AddSingleton<ShellFeatures>().AddSingleton(host => new Lazy<HostSingletons>(() => new HostSingletons(host))).AddSingleton<ShellContainer>();
        services.AddSingleton<IShellHost>(provider => new OneShell(provider));
        services.AddDataKernel().AddSettingsKernel().AddContentKernel().AddRecipeHost().AddRecipeKernel().AddLiquidKernel().AddQueryKernel().AddUserKernel(Settings);
        services.AddSingleton<IShellFeaturesManager, NoFeatures>();
        services.AddSingleton(new Translations([], _ => null)).AddSingleton<FeatureTexts>().AddScoped<TenantTranslations>().AddScoped<AfterCommit>();
        AddModule(services, "Crm.Users");
        configure?.Invoke(services);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public ShellSettings Settings { get; }

    public string Site => Path.Combine(_folder, "Sites", Settings.Name);

    public string RecipesFolder => Path.Combine(_folder, "recipes");

    /// <param name="database">"Sqlite" or "Postgres".</param>
    public static async Task<RecipeTenant> CreateAsync(Action<IServiceCollection>? configure = null, string database = "Sqlite")
    {
        var tenant = new RecipeTenant(configure, database == "Postgres" ? await Testing.Postgres.SharedAsync() : null);
        await DataMigrations.RunAsync(tenant._services);
        return tenant;
    }

    public Task<RecipeReport> CheckAsync(string recipe, RecipeOptions? options = null)
        => Executor.CheckAsync(Settings, RecipeFile.Upload("test.recipe.json", Encoding.UTF8.GetBytes(recipe)), options);

    public Task<RecipeReport> RunAsync(string recipe, RecipeOptions? options = null, CancellationToken cancellationToken = default)
        => Executor.ExecuteAsync(Settings, RecipeFile.Upload("test.recipe.json", Encoding.UTF8.GetBytes(recipe)), options, cancellationToken);

    public async Task<T> AskAsync<T>(Func<IServiceProvider, Task<T>> question)
    {
        await using var scope = _services.CreateAsyncScope();
        return await question(scope.ServiceProvider);
    }

    /// <summary>Lays a recipe file where the host finds it.</summary>
    public void Lay(string name, string recipe)
    {
        Directory.CreateDirectory(RecipesFolder);
        File.WriteAllText(Path.Combine(RecipesFolder, name + ".recipe.json"), recipe);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _stores.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void AddModule(IServiceCollection services, string id)
    {
        var extensions = ExtensionManager.Discover("Crm.Host", null);
        foreach (var startup in extensions.GetExportedTypes(extensions.GetFeature(id)!).Where(type => type.IsAssignableTo(typeof(StartupBase))))
        {
            ((StartupBase)Activator.CreateInstance(startup)!).ConfigureServices(services);
        }
    }

    private IRecipeExecutor Executor => _services.GetRequiredService<IRecipeExecutor>();

    private sealed record Environment(string Root) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Production";

        public string ApplicationName { get; set; } = "Crm.Host";

        public string ContentRootPath { get; set; } = Root;

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = null!;
    }

    private sealed class NoFeatures : IShellFeaturesManager
    {
        public Task<IReadOnlyList<FeatureInfo>> GetAvailableFeaturesAsync() => Task.FromResult<IReadOnlyList<FeatureInfo>>([]);

        public Task<IReadOnlyList<FeatureInfo>> GetEnabledFeaturesAsync() => Task.FromResult<IReadOnlyList<FeatureInfo>>([]);

        public Task<(IReadOnlyList<FeatureInfo> Disabled, IReadOnlyList<FeatureInfo> Enabled)> UpdateFeaturesAsync(
            IEnumerable<FeatureInfo> featuresToDisable, IEnumerable<FeatureInfo> featuresToEnable)
            => Task.FromResult<(IReadOnlyList<FeatureInfo>, IReadOnlyList<FeatureInfo>)>(([], [.. featuresToEnable]));
    }

    /// <summary>One shell that is always live: these tests switch no features.</summary>
    private sealed class OneShell(IServiceProvider services) : IShellHost
    {
        public Task InitializeAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task<ShellScope> GetScopeAsync(ShellSettings settings) => Task.FromResult(new ShellScope(settings, services.CreateAsyncScope(), () => ValueTask.CompletedTask));

        public Task UpdateShellSettingsAsync(ShellSettings settings) => Task.CompletedTask;

        public Task ReloadShellContextAsync(ShellSettings settings) => Task.CompletedTask;

        public Task ReleaseShellContextAsync(ShellSettings settings) => Task.CompletedTask;

        public Task RemoveShellSettingsAsync(ShellSettings settings) => Task.CompletedTask;

        public ShellSettings? TryGetSettings(string name) => null;

        public IReadOnlyList<ShellSettings> GetAllSettings() => [];
    }
}
