using Crm.Email.Compose;
using Crm.Email.Smtp;
using Crm.Kernel;
using Crm.Kernel.Data;
using Crm.Kernel.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Email;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddDataMigration<EmailMigration>();
        services.AddSecretField(nameof(ReturnPathSecret), nameof(ReturnPathSecret.Key));
        services.AddScoped<ComposeMail>().AddScoped<ReturnPath>();
        services.AddSingleton<SmtpPool>().AddScoped<SendBySmtp>();
    }
}
