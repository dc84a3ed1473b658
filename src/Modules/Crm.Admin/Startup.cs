<<<<<<< HEAD
using Crm.Admin.Recipes;
using Crm.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
=======
using Crm.Admin.Today;
using Crm.Kernel;
using Crm.Kernel.Display.Today;
>>>>>>> 7f0dff3 (wip)
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Admin;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
<<<<<<< HEAD
        => services.AddNavigationProvider<RecipesMenu>().AddPermissionProvider<RecipePermissions>();

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider) => RecipeSuggestions.Map(routes);
=======
    {
        services.AddNavigationProvider<AdminMenu>().AddPermissionProvider<AdminPermissions>();
        services.AddTodayCard<WelcomeCard>().AddTodayCard<StatusCard>();
    }
>>>>>>> 7f0dff3 (wip)
}
