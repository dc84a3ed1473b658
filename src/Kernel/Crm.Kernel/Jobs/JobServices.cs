using Crm.Kernel.Data;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Jobs;

internal static class JobServices
{
    /// <summary>What every tenant has of this room.</summary>
    public static IServiceCollection AddJobsKernel(this IServiceCollection services)
    {
        services.AddDataMigration<JobMigration>();
        services.AddSingleton(typeof(JobAlarm<>));
        services.AddScoped(provider => new BackgroundTasks(
            provider, provider.GetRequiredService<ShellSettings>(), provider.GetRequiredService<JobScheduler>(),
            provider.GetRequiredService<IDocumentManager<BackgroundTaskSettings>>(), provider.GetRequiredService<AfterCommit>()));
        return services;
    }

    /// <summary>The scheduler of the host.</summary>
    public static IServiceCollection AddJobsHost(this IServiceCollection services)
    {
        services.AddSingleton<JobRunner>();
        services.AddSingleton<FollowerPump>();
        services.AddSingleton(host => new JobScheduler(
            host.GetRequiredService<ShellHost>(), host.GetRequiredService<JobRunner>(), host.GetRequiredService<FollowerPump>(), host.GetRequiredService<IConfiguration>(),
            host.GetRequiredService<TimeProvider>(), host.GetRequiredService<ErrorLog>()));
        return services.AddHostedService(host => host.GetRequiredService<JobScheduler>());
    }
}
