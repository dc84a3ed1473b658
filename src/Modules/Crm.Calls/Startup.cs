using Crm.Calls.Api;
using Crm.Calls.Demo;
using Crm.Calls.HandOver;
using Crm.Calls.List;
using Crm.Calls.Outcomes;
using Crm.Contacts.Demo;
using Crm.Kernel;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Navigation;
using Crm.Kernel.Security;
using Crm.Messaging.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Calls;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddDataMigration<CallsMigration>();
        services.AddIndexProvider<CallIndexes>();
        services.AddContentPart<CallPart>();
        services.AddPermissionProvider<CallsPermissions>().AddNavigationProvider<CallsMenu>();

        services.AddChannel<CallChannel>();
        services.AddScoped<MakeCall>();
        services.AddScoped<SettleCall>();
        services.AddDemoRows<DemoCalls>();
        services.AddScoped<CallList>().AddScoped<CallLines>();
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
    {
        var calls = routes.MapGroup("/api/calls").WithTags("Calls").RequireRight(CallsPermissions.Make);
        calls.MapGet("", CallsEndpoint.ListAsync).WithSummary("The call list of today: whom to ring and what to say; a page at a time");
        calls.MapPost("/{call}/outcome", CallsEndpoint.SayAsync).WithSummary("Say what came of a call");
        calls.MapPost("/{call}/take-back", CallsEndpoint.TakeBackAsync).WithSummary("Take back what was said last of a call");
    }
}
