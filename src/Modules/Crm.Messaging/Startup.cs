using Crm.Kernel;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Crm.Messaging.Brakes;
using Crm.Messaging.Messages;
using Crm.Messaging.Restraint;
using Crm.Messaging.Send;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddDataMigration<MessagingMigration>();
        services.AddPermissionProvider<MessagingPermissions>();

        services.AddOutbox();
        services.AddSingleton<Sender>();
        services.AddScoped<MessageDesk>().AddScoped<WriteLetter>().AddScoped<SendChecks>();
        services.AddBackgroundTask<SendMessages>();
        services.AddScoped<IModularTenantEvents, ResumeMessages>();

        services.AddSingleton<BrakeFile>().AddScoped<BrakeBoard>().AddScoped<BrakeHolder>();
        services.AddScoped<Restraints>();
    }
}
