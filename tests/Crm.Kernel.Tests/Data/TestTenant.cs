using Crm.Kernel.Data;
using Crm.Kernel.Data.Migrations;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Data;

/// <summary>A tenant's container with nothing but data in it, on a real database of its own.</summary>
internal sealed class TestTenant : IAsyncDisposable
{
    private readonly string _folder;
    private readonly bool _ownsFolder;
    private readonly TenantStores _stores;

    private TestTenant(string folder, bool ownsFolder, ShellSettings settings, Action<IServiceCollection>? configure)
    {
        (_folder, _ownsFolder) = (folder, ownsFolder);
        _stores = new TenantStores(new AppDataOptions(folder));
        var services = new ServiceCollection();
        services.AddSingleton(_stores);
        services.AddSingleton(settings);
        services.AddDataKernel();
        services.AddIndexProvider<BookIndexes>();
        services.AddDataMigration<BookMigration>();
        configure?.Invoke(services);
        Services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
        Settings = settings;
    }

    public string Folder => _folder;

    public TenantStores Stores => _stores;

    public ServiceProvider Services { get; }

    public ShellSettings Settings { get; }

    public TenantStore Store => Services.GetRequiredService<TenantStore>();

    public string DatabaseFile => Path.Combine(_folder, "Sites", Settings.Name, "crm.db");

    public static async Task<TestTenant> CreateAsync(string provider, Action<IServiceCollection>? configure = null, bool migrate = true)
    {
        var settings = new ShellSettings { Name = "Shop" };
        settings["DatabaseProvider"] = provider;
        if (provider == "Postgres")
        {
            settings["ConnectionString"] = await Postgres.SharedAsync();
            settings["Schema"] = Postgres.NewSchema();
        }

        var folder = Directory.CreateTempSubdirectory("crm-data-").FullName;
        var tenant = new TestTenant(folder, true, settings, configure);
        if (migrate)
        {
            await DataMigrations.RunAsync(tenant.Services);
        }

        return tenant;
    }

    /// <summary>The same database seen by another process: nothing in memory is shared.</summary>
    public TestTenant Again(Action<IServiceCollection>? configure = null) => new(_folder, false, Settings, configure);

    /// <summary>A unit of work that commits.</summary>
    public async Task DoAsync(Func<ISession, Task> work, Action<ChangeContext>? context = null) => await DoAsync((services, session) => work(session), context);

    public async Task DoAsync(Func<IServiceProvider, ISession, Task> work, Action<ChangeContext>? context = null)
    {
        await using var scope = Services.CreateAsyncScope();
        context?.Invoke(scope.ServiceProvider.GetRequiredService<ChangeContext>());
        await UnitOfWork.RunAsync(scope.ServiceProvider, () => work(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ISession>()));
    }

    public async Task<T> AskAsync<T>(Func<ISession, Task<T>> question)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ChangeContext>().IsReadOnly = true;
        return await question(scope.ServiceProvider.GetRequiredService<ISession>());
    }

    public async Task<T> AskAsync<T>(Func<IServiceProvider, Task<T>> question)
    {
        await using var scope = Services.CreateAsyncScope();
        return await question(scope.ServiceProvider);
    }

    /// <summary>Stores a book; returns its document id.</summary>
    public async Task<long> AddAsync(Book book)
    {
        var id = 0L;
        await DoAsync(async session =>
        {
            await session.SaveAsync(book);
            id = session.GetDocumentId(book);
        });
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        _stores.Dispose();
        if (_ownsFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}

/// <summary>Runs a test once on each database.</summary>
internal sealed class OnEachDatabase : TheoryData<string>
{
    public OnEachDatabase() => AddRange("Sqlite", "Postgres");
}
