using Crm.Calls.HandOver;
using Crm.Calls.List;
using Crm.Calls.Outcomes;
using Crm.Kernel;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Navigation;
using Crm.Kernel.Security;
using Crm.Messaging.Channels;
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
        services.AddScoped<CallList>().AddScoped<CallLines>();
    }
}
