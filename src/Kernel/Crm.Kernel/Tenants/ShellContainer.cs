using Crm.Kernel.Liquid;
using Crm.Kernel.Content;
using Crm.Kernel.Display;
using Crm.Kernel.Localization;
using Crm.Kernel.Navigation;
using Crm.Kernel.Notifications;
using Crm.Kernel.Operations;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Queries;
using Crm.Kernel.Recipes;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using System.Reflection;
using Crm.Kernel.Data;
using Crm.Kernel.Hosting;
using Crm.Kernel.Jobs;
using Crm.Kernel.Modules;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Crm.Kernel.Tenants;

/// <summary>Makes the container of a shell: a fresh collection, the host's singletons handed over as instances, the kernel's rooms, then each startup.</summary>
internal sealed class ShellContainer(IServiceProvider host, Lazy<HostSingletons> singletons, HostFolders folders, IConfiguration configuration, ExtensionManager extensions)
{
    /// <summary>The startups of the features, in order.</summary>
    /// <exception cref="StartupException">One of them cannot be made.</exception>
    public IReadOnlyList<ShellStartup> CreateStartups(ShellSettings settings, IReadOnlyList<FeatureInfo> features)
    {
        var on = features.Select(feature => feature.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var provider = new StartupServices(host, settings, ShellConfiguration.Of(settings, configuration, folders));
        return features.SelectMany(feature => extensions.GetExportedTypes(feature).Select(type => (feature, type)))
            .Where(pair => pair.type.IsAssignableTo(typeof(StartupBase)) && !pair.type.IsAbstract)
            .Where(pair => pair.type.GetCustomAttribute<RequireFeaturesAttribute>()?.RequiredFeatureNames.All(on.Contains) != false)
            .Select(pair => ShellStartup.Create(pair.feature, pair.type, provider))
            .OrderBy(startup => startup.Startup.Order)
            .ToList();
    }

    public ServiceProvider Build(ShellSettings settings, IReadOnlyList<FeatureInfo> features, IReadOnlyList<ShellStartup> startups)
    {
        var services = new ServiceCollection();
        singletons.Value.HandOver(services);
        services.AddSingleton(settings);
        services.AddSingleton<IShellConfiguration>(ShellConfiguration.Of(settings, configuration, folders));
        services.AddSingleton<IReadOnlyList<FeatureInfo>>(features);
        AddFramework(services, settings, features);
        AddKernel(services, settings);
        foreach (var startup in startups)
        {
            startup.ConfigureServices(services);
        }

        return services.BuildServiceProvider();
    }

    // One line for each room of the kernel.
    private static void AddKernel(IServiceCollection services, ShellSettings settings)
    {
        services.AddDataKernel();
        services.AddTenantKernel();
        services.AddJobsKernel();
        services.AddOperationsKernel();
        services.AddPersonalDataKernel();
        services.AddSettingsKernel();
        services.AddContentKernel();
        services.AddRecipeKernel();
        services.AddLiquidKernel();
        services.AddQueryKernel();
        services.AddUserKernel(settings);
        services.AddNotificationKernel();
        services.AddLocalizationKernel();
        services.AddNavigationKernel();
        services.AddDisplayKernel();
    }

    private void AddFramework(IServiceCollection services, ShellSettings settings, IReadOnlyList<FeatureInfo> features)
    {
        services.AddSingleton(PartsOf(settings, features)); // before MVC, which else would scan the entry assembly
        services.AddLogging().AddOptions();
        services.AddRouting(options => options.LowercaseUrls = false);
        AddKeys(services.AddDataProtection().SetApplicationName($"crm/{settings.TenantId}"), settings);
        services.AddAntiforgery(options => Confine(options.Cookie, settings, "antiforgery"));
        services.Configure<CookieTempDataProviderOptions>(options => Confine(options.Cookie, settings, "temp"));
        services.AddControllersWithViews(options => options.Filters.Add<CommitBeforeResult>(int.MinValue));
        services.AddTransient<IConfigureOptions<MvcOptions>, BindingWords>();
        services.AddRazorPages(options => options.RootDirectory = "/").AddDataAnnotationsLocalization().AddMvcOptions(options => options.Filters.Add(new AutoValidateAntiforgeryTokenAttribute()));
        services.Remove(services.Single(service => service.ImplementationType == typeof(CompiledPageActionDescriptorProvider)));
        services.AddSingleton<IActionDescriptorProvider, SharedPages>();
    }

    private void AddKeys(IDataProtectionBuilder protection, ShellSettings settings)
    {
        if (host.GetService<NpgsqlDataSource>() is { } shared)
        {
            protection.Services.Configure<KeyManagementOptions>(options => options.XmlRepository = new KeysTable(shared, settings.TenantId));
        }
        else
        {
            protection.PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(folders.Site(settings), "DataProtection-Keys")));
        }
    }

    /// <summary>Two tenants of one origin never see each other's cookies.</summary>
    private static void Confine(CookieBuilder cookie, ShellSettings settings, string purpose)
    {
        cookie.Name = TenantCookies.NameOf(settings, purpose);
        cookie.Path = TenantCookies.PathOf(settings);
    }

    private static ApplicationPartManager PartsOf(ShellSettings settings, IReadOnlyList<FeatureInfo> features)
    {
        var on = features.Select(feature => feature.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (settings.State is TenantState.Uninitialized)
        {
            on.Add(ShellFeatures.Setup);
        }

        var parts = new ApplicationPartManager();
        parts.ApplicationParts.Add(new FeaturePart(typeof(ShellContainer).Assembly, "", on));
        foreach (var extension in features.Select(feature => feature.Extension).DistinctBy(extension => extension.Id))
        {
            parts.ApplicationParts.Add(new FeaturePart(extension.Assembly, extension.Id, on));
        }

        return parts;
    }
}

/// <summary>What a startup's constructor may ask for: the tenant's settings and configuration, else anything of the host.</summary>
internal sealed class StartupServices(IServiceProvider host, ShellSettings settings, IShellConfiguration configuration) : IServiceProvider
{
    public object? GetService(Type serviceType)
        => serviceType == typeof(ShellSettings) ? settings
            : serviceType == typeof(IShellConfiguration) ? configuration
            : host.GetService(serviceType);
}
