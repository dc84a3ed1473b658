using Crm.Audit.Batches;
using Crm.Audit.Saves;
using Crm.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Audit;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddNavigationProvider<AuditMenu>().AddPermissionProvider<AuditPermissions>();
        services.AddScoped<SavedPast>().AddScoped<EventWords>().AddScoped<WayBack>().AddScoped<BatchOfSaves>();
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider) => SavesEndpoint.Map(routes);
}
