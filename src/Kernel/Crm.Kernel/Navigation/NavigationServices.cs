using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Navigation;

/// <summary>Registration of the navigation room.</summary>
public static class NavigationServices
{
    /// <summary>Adds menus to a tenant.</summary>
    public static IServiceCollection AddNavigationKernel(this IServiceCollection services) => services.AddHttpContextAccessor().AddScoped<Menu>();
}
