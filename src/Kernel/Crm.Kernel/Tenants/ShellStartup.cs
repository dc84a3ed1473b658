using System.Reflection;
using Crm.Kernel.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tenants;

/// <summary>A startup and the feature it belongs to; what it throws names its module.</summary>
internal sealed record ShellStartup(FeatureInfo Feature, StartupBase Startup)
{
    public static ShellStartup Create(FeatureInfo feature, Type type, IServiceProvider provider)
        => Guard(feature, () => new ShellStartup(feature, (StartupBase)ActivatorUtilities.CreateInstance(provider, type)));

    public void ConfigureServices(IServiceCollection services) => Guard(Feature, () =>
    {
        Startup.ConfigureServices(services);
        return true;
    });

    public void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider services) => Guard(Feature, () =>
    {
        Startup.Configure(app, routes, services);
        return true;
    });

    private static T Guard<T>(FeatureInfo feature, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e)
        {
            throw new StartupException(feature.Extension, e is TargetInvocationException { InnerException: { } inner } ? inner : e);
        }
    }
}

/// <summary>A module's startup threw.</summary>
internal sealed class StartupException(ExtensionInfo extension, Exception inner)
    : Exception($"The module {extension.Id} failed at its start: {inner.Message}", inner)
{
    public ExtensionInfo Extension { get; } = extension;
}
