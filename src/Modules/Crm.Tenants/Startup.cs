using Crm.Kernel;
using Crm.Kernel.Recipes;
using Crm.Tenants.Api;
using Crm.Tenants.Life;
using Crm.Tenants.Profiles;
using Crm.Tenants.Rules;
using Crm.Tenants.Trash;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tenants;

/// <summary>What the module adds to the Default tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddNavigationProvider<TenantsMenu>().AddPermissionProvider<TenantsPermissions>().AddBackgroundTask<EmptyTrash>();
        services.AddScoped<TenantRules>().AddScoped<TenantLife>().AddScoped<FeatureProfiles>().AddScoped<TenantTrash>().AddSingleton<SetupRuns>();
        services.AddRecipeStep<FeatureProfilesStep>();
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider) => TenantsApi.Map(routes);
}
