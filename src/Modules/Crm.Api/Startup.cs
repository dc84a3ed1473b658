using Crm.Api.Items;
using Crm.Api.Queries;
using Crm.Api.Reader;
using Crm.Api.Requests;
using Crm.Kernel;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Api;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddDataMigration<ApiMigrations>();
        services.AddScoped<ItemGate>().AddScoped<ItemWriter>().AddScoped<OneAnswer>().AddSingleton<RequestPace>();
        services.AddPersonalData<AnswersOnPerson>();
        services.AddNavigationProvider<ApiMenu>();
        services.AddEndpointsApiExplorer().AddOpenApi("v1", ApiDocument.Describe);
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
    {
        ItemEndpoints.Map(routes);
        QueryEndpoints.Map(routes);
        ApiDocument.Map(routes);
    }
}
