using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Modules;

/// <summary>
/// A module's entry point, read as its table of contents. It may take constructor arguments from the host
/// (<c>IHostEnvironment</c>, <c>IConfiguration</c>, <c>ShellSettings</c>).
/// </summary>
public abstract class StartupBase
{
    /// <summary>Order of <see cref="ConfigureServices"/> among startups, after dependency order.</summary>
    public virtual int Order => 0;

    /// <summary>Order of <see cref="Configure"/>.</summary>
    public virtual int ConfigureOrder => Order;

    /// <summary>Registers the tenant's services. Register no <c>IHostedService</c>: workers belong to the host.</summary>
    public virtual void ConfigureServices(IServiceCollection services)
    {
    }

    /// <summary>Adds to the tenant's pipeline and routes; runs between <c>UseRouting</c> and <c>UseEndpoints</c>.</summary>
    public virtual void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
    {
    }
}
