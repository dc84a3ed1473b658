using Crm.Admin.Operations;
using Crm.Admin.Recipes;
using Crm.Admin.Today;
using Crm.Kernel;
using Crm.Kernel.Display.Today;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Admin;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddNavigationProvider<AdminMenu>().AddPermissionProvider<AdminPermissions>();
        services.AddNavigationProvider<RecipesMenu>().AddPermissionProvider<RecipePermissions>();
        services.AddScoped<SeenOperations>();
        services.AddTodayCard<WelcomeCard>().AddTodayCard<StatusCard>();
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
    {
        RecipeSuggestions.Map(routes);
        OperationsEndpoint.Map(routes);
    }
}
