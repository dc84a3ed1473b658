using Crm.Kernel.Data;
using Crm.Kernel.Modules;
using HelloModule.Greetings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HelloModule;

/// <summary>What the feature HelloModule adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddDataMigration<GreetingMigration>();
        services.AddIndexProvider<GreetingIndexes>();
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
        => GreetingEndpoints.Map(routes);
}

/// <summary>What the feature HelloModule.Shout adds.</summary>
[Feature("HelloModule.Shout")]
public sealed class ShoutStartup : StartupBase
{
    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
        => GreetingEndpoints.MapShout(routes);
}
