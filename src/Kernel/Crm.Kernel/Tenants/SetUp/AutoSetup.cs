using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Tenants;

/// <summary>Sets up the tenants named in <c>OrchardCore:OrchardCore_AutoSetup:Tenants</c> that are not set up yet, when the host starts.</summary>
internal sealed class AutoSetup(ShellHost host, ISetupService setup, IConfiguration configuration, ILogger<AutoSetup> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var entry in configuration.GetSection("OrchardCore:OrchardCore_AutoSetup:Tenants").GetChildren())
        {
            var name = entry["ShellName"] ?? ShellSettings.DefaultShellName;
            var settings = host.TryGetSettings(name) ?? new ShellSettings { Name = name, RequestUrlHost = entry["RequestUrlHost"] ?? "", RequestUrlPrefix = entry["RequestUrlPrefix"] ?? "" };
            if (settings.State is not TenantState.Uninitialized)
            {
                continue;
            }

            await host.UpdateShellSettingsAsync(settings);
            var result = await setup.SetupAsync(Read(entry, settings), stoppingToken);
            foreach (var (field, sentence) in result.Errors)
            {
                logger.LogError("The tenant {Tenant} could not be set up. {Field} {Reason}", name, field, sentence);
            }
        }
    }

    private static SetupContext Read(IConfiguration entry, ShellSettings settings) => new()
    {
        Settings = settings,
        SiteName = entry["SiteName"] ?? "",
        AdminUsername = entry["AdminUsername"] ?? "",
        AdminEmail = entry["AdminEmail"] ?? "",
        AdminPassword = entry["AdminPassword"] ?? "",
        SiteTimeZone = entry["SiteTimeZone"] ?? "",
        Culture = entry["Culture"] ?? "",
        DatabaseProvider = entry["DatabaseProvider"],
        ConnectionString = entry["DatabaseConnectionString"],
        Schema = entry["DatabaseSchema"],
        RecipeName = entry["RecipeName"] ?? "",
    };
}
