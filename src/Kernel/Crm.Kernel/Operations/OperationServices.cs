using Crm.Kernel.Data;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Operations;

/// <summary>Registration of operations.</summary>
public static class OperationServices
{
    /// <summary>Adds a kind of operation.</summary>
    public static IServiceCollection AddOperation<T>(this IServiceCollection services) where T : class, IOperation => services.AddScoped<IOperation, T>();

    /// <summary>What every tenant has of this room.</summary>
    internal static IServiceCollection AddOperationsKernel(this IServiceCollection services)
    {
        services.AddDataMigration<OperationMigration>();
        services.AddBackgroundTask<RunOperations>();
        services.AddScoped<IModularTenantEvents, ResumeOperations>();
        services.AddOperation<UndoBatch>();
        services.AddCliCommand<OperationsCommand>();
        services.AddScoped(provider => new Operations(
            provider.GetRequiredService<ISession>(), provider.GetRequiredService<ChangeContext>(), provider.GetRequiredService<AfterCommit>(), provider.GetRequiredService<ShellSettings>(),
            provider.GetRequiredService<OperationPump>(), provider.GetServices<IOperation>, provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>What the host has of it.</summary>
    internal static IServiceCollection AddOperationsHost(this IServiceCollection services)
        => services.AddSingleton(host => new OperationPump(host, host.GetRequiredService<TimeProvider>(), host.GetRequiredService<ErrorLog>())).AddHostedService(host => host.GetRequiredService<OperationPump>());
}
