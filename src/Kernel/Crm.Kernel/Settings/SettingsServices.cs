using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Settings;

/// <summary>Registration of the settings.</summary>
internal static class SettingsServices
{
    /// <summary>The settings of a tenant.</summary>
    internal static IServiceCollection AddSettingsKernel(this IServiceCollection services) => services.AddScoped<ISiteService, SiteService>();
}
