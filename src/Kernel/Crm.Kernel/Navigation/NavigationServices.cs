using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Kernel.Navigation;

/// <summary>Registration of the navigation room.</summary>
public static class NavigationServices
{
    /// <summary>Adds menus to a tenant. Until somebody registers <see cref="MayUse"/>, entries that ask for a right stay hidden.</summary>
    public static IServiceCollection AddNavigationKernel(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<Menu>();
        services.TryAddScoped<MayUse>(_ => static _ => ValueTask.FromResult(false));
        return services;
    }
}
