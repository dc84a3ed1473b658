using Crm.Kernel.Modules;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tenants;

/// <summary>Makes a tenant's pipeline: routing, who and whether, unit of work, then what the startups add.</summary>
internal static class ShellPipeline
{
    public static RequestDelegate Build(IServiceProvider services, IReadOnlyList<StartupBase> startups)
    {
        var app = new ApplicationBuilder(services);
        app.UseRouting();
        if (services.GetService<IAuthenticationSchemeProvider>() is not null)
        {
            app.UseAuthentication();
        }

        app.UseMiddleware<ActorOfRequest>();
        if (services.GetService<IAuthorizationPolicyProvider>() is not null && services.GetService<IAuthenticationSchemeProvider>() is not null)
        {
            app.UseAuthorization();
        }

        app.UseAntiforgery();
        var routes = (IEndpointRouteBuilder)app.Properties["__EndpointRouteBuilder"]!; // where UseRouting puts it
        routes.MapControllers();
        routes.MapRazorPages();
        var endpoints = routes.MapGroup("").AddEndpointFilter(CommitBeforeResult.OfEndpoint);
        foreach (var startup in startups.OrderBy(startup => startup.ConfigureOrder))
        {
            startup.Configure(app, endpoints, services);
        }

        app.UseEndpoints(_ => { });
        return app.Build();
    }
}
