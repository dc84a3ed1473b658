using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Crm.Kernel.Tenants;

/// <summary>Makes a tenant's pipeline: routing, who and whether, unit of work, then what the startups add.</summary>
internal static class ShellPipeline
{
    public static RequestDelegate Build(IServiceProvider services, IReadOnlyList<ShellStartup> startups)
    {
        var app = new ApplicationBuilder(services);
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<ActorOfRequest>();
        app.UseRequestCulture();
        app.UseMiddleware<RightGate>();
        app.UseAntiforgery();
        var routes = (IEndpointRouteBuilder)app.Properties["__EndpointRouteBuilder"]!; // where UseRouting puts it
        routes.MapControllers();
        routes.MapRazorPages();
        var endpoints = routes.MapGroup("").AddEndpointFilter(CommitBeforeResult.OfEndpoint);
        foreach (var startup in startups.OrderBy(startup => startup.Startup.ConfigureOrder))
        {
            startup.Configure(app, endpoints, services);
        }

        app.UseEndpoints(_ => { });
        return app.Build();
    }
}
