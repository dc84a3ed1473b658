using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tenants;

internal static class TenantServices
{
    /// <summary>What every tenant has of this room.</summary>
    public static IServiceCollection AddTenantKernel(this IServiceCollection services)
    {
        services.AddScoped<AfterCommit>();
        services.AddScoped<IShellFeaturesManager, ShellFeaturesManager>();
        return services;
    }
}
