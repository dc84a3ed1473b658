using Crm.Kernel.Backup;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Jobs;
using Crm.Kernel.Modules;
using Crm.Kernel.Operations;
using Crm.Kernel.Recipes;
using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Kernel.Hosting;

/// <summary>The web host: finds modules, reads tenants, serves.</summary>
public static class CrmHost
{
    // Settings are read at the start; watching for their change would mean a watch on every folder below the content root.
    private const string DoNotWatch = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>A host that is built and not started.</summary>
    public static WebApplication Build(CrmHostOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = [DoNotWatch, .. options.Args],
            ApplicationName = options.ApplicationName,
            ContentRootPath = options.ContentRoot,
            EnvironmentName = options.Environment,
        });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.WebHost.UseStaticWebAssets(); // outside Development too
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        options.Configure?.Invoke(builder);
        builder.Services.AddSingleton(options.Passwords);
        AddHost(builder.Services, FoldersOf(options, builder), builder.Environment, builder.Configuration);
        var app = builder.Build();
        Use(app);
        return app;
    }

    private static HostFolders FoldersOf(CrmHostOptions options, WebApplicationBuilder builder)
    {
        var data = options.Data ?? builder.Configuration["CRM_DATA"] ?? builder.Configuration["ORCHARD_APP_DATA"] ?? "App_Data";
        var plugins = options.Plugins ?? builder.Configuration["CRM_PLUGINS"] ?? "plugins";
        return new HostFolders(Path.GetFullPath(data, builder.Environment.ContentRootPath), Path.GetFullPath(plugins, builder.Environment.ContentRootPath));
    }

    private static void AddHost(IServiceCollection services, HostFolders folders, IHostEnvironment environment, IConfiguration configuration)
    {
        services.AddHttpContextAccessor();
        services.AddHttpClient();
        services.AddProblemDetails();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(folders);
        services.AddSingleton<ErrorLog>();
        services.AddSingleton(_ => ExtensionManager.Discover(environment.ApplicationName, folders.Plugins));
        services.AddSingleton<IExtensionManager>(host => host.GetRequiredService<ExtensionManager>());
        services.AddSingleton<ModuleFiles>();
        services.AddSingleton<ScriptVersion>();
        services.AddSingleton<ModuleAssets>();
        AddSettingsStore(services, configuration);
        services.AddSingleton(new AppDataOptions(folders.Data));
        services.AddSingleton<TenantStores>();
        services.AddSingleton<TenantHoldings>();
        services.AddSingleton<PreconfiguredTenants>();
        services.AddSingleton<SetupDatabase>();
        services.AddSingleton<ISetupService, SetupService>();
        services.AddSingleton<ShellFeatures>();
        services.AddSingleton(host => new Lazy<HostSingletons>(() => new HostSingletons(host)));
        services.AddSingleton<ShellContainer>();
        services.AddSingleton<ShellBuilder>();
        services.AddSingleton<ShellHost>();
        services.AddSingleton<IShellHost>(host => host.GetRequiredService<ShellHost>());
        services.AddRecipeHost();
        services.AddBackupHost();
        services.AddHostedService<FirstTenant>();
        services.AddHostedService<ShellKeeper>();
        services.AddJobsHost();
        services.AddOperationsHost();
        services.AddHostedService<AutoSetup>();
    }

    private static void AddSettingsStore(IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["OrchardCore:OrchardCore_Shells_Database:ConnectionString"] is { Length: > 0 } connection)
        {
            services.AddSingleton(_ => NpgsqlDataSource.Create(connection));
            services.AddSingleton<IShellSettingsStore, ShellSettingsTable>();
        }
        else
        {
            services.AddSingleton<IShellSettingsStore, ShellSettingsFiles>();
        }
    }

    private static void Use(WebApplication app)
    {
        app.Map("/healthz", health => health.Run(context => context.Response.WriteAsync("ok")));
        app.UseMiddleware<TenantMiddleware>();
        app.Run(context => PlainPages.WriteAsync(context, StatusCodes.Status404NotFound, ErrorPages.SentenceOf(StatusCodes.Status404NotFound)));
    }
}
