using Crm.Kernel.Commands;
using Crm.Kernel.Content;
using Crm.Kernel.Jobs;
using Crm.Kernel.Navigation;
using Crm.Kernel.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel;

/// <summary>Registration of what modules add to the kernel's seams.</summary>
public static class KernelServices
{
    /// <summary>Adds menu entries.</summary>
    public static IServiceCollection AddNavigationProvider<T>(this IServiceCollection services) where T : class, INavigationProvider
        => services.AddScoped<INavigationProvider, T>();

    /// <summary>Adds rights.</summary>
    public static IServiceCollection AddPermissionProvider<T>(this IServiceCollection services) where T : class, IPermissionProvider
        => services.AddScoped<IPermissionProvider, T>();

    /// <summary>Adds a job.</summary>
    public static IServiceCollection AddBackgroundTask<T>(this IServiceCollection services) where T : class, IBackgroundTask
        => services.AddScoped<IBackgroundTask, T>();

    /// <summary>Adds a command.</summary>
    public static IServiceCollection AddCliCommand<T>(this IServiceCollection services) where T : class, ICliCommand
        => services.AddScoped<ICliCommand, T>();

    /// <summary>Adds a content handler.</summary>
    public static IServiceCollection AddContentHandler<T>(this IServiceCollection services) where T : ContentHandlerBase
        => services.AddScoped<ContentHandlerBase, T>();
}
