using System.Diagnostics;
using System.Diagnostics.Metrics;
using Crm.Kernel.Backup;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Jobs;
using Crm.Kernel.Modules;
using Crm.Kernel.Operations;
using Crm.Kernel.Recipes;
using Crm.Kernel.Tenants;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Hosting;

/// <summary>The host's singletons that every tenant sees. Handed over as instances: a container disposes only what it made itself.</summary>
internal sealed class HostSingletons(IServiceProvider host)
{
    private static readonly Type[] s_types =
    [
        typeof(ILoggerFactory), typeof(IHostEnvironment), typeof(IWebHostEnvironment), typeof(IConfiguration), typeof(IHostApplicationLifetime),
        typeof(DiagnosticListener), typeof(DiagnosticSource), typeof(IMeterFactory), typeof(ActivitySource), typeof(DistributedContextPropagator),
        typeof(TimeProvider), typeof(IHttpContextAccessor), typeof(IHttpClientFactory), typeof(IShellHost), typeof(IExtensionManager), typeof(TenantRestore), typeof(HostFolders), typeof(ErrorLog), typeof(IRecipeExecutor), typeof(IRecipeHarvester), typeof(ISetupService), typeof(TenantStores), typeof(TenantHoldings), typeof(JobScheduler), typeof(OperationPump), typeof(ShellFeatures), typeof(PasswordCost), typeof(ScriptVersion),
    ];

    private readonly List<(Type Type, object Instance)> _instances =
        s_types.Select(type => (type, host.GetService(type))).Where(entry => entry.Item2 is not null).Select(entry => (entry.type, entry.Item2!)).ToList();

    public void HandOver(IServiceCollection services)
    {
        foreach (var (type, instance) in _instances)
        {
            services.AddSingleton(type, instance);
        }
    }
}
