using Crm.Kernel;
using Crm.Kernel.Recipes;
using Crm.Kernel.Display.Frame;
using Crm.Kernel.Security;
using Crm.Users.Accounts;
using Crm.Users.Notifications;
using Crm.Users.Profile;
using Crm.Users.Recipes;
using Crm.Users.SeeingAs;
using Crm.Users.SigningIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Users;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddNavigationProvider<UsersMenu>().AddPermissionProvider<UserPermissions>();
        services.AddSingleton<SignInPace>().AddScoped<UserList>();
        services.AddScoped<ITagHelperComponent, SeeAsBand>();
        services.AddSingleton(new TopBarSlot("10", "/Crm.Users/Notifications/_TopBar.cshtml"));
        services.AddCliCommand<TokenCommand>();
        services.AddRecipeStep<RolesStep>().AddRecipeStep<UsersStep>().AddRecipeExporter<RolesExport>().AddRecipeExporter<UsersExport>();
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
    {
        AuthenticatorPicture.Map(routes);
        routes.MapGet("/api/notifications", NotificationsEndpoint.ListAsync).WithMetadata(new SignedInAttribute()).WithTags("Notifications").WithSummary("One’s own notifications, newest first");
        routes.MapPost("/api/notifications/read", NotificationsEndpoint.ReadAsync).WithMetadata(new SignedInAttribute()).WithTags("Notifications").WithSummary("Mark one’s own notifications as read, one or all");
    }
}
