using Microsoft.Extensions.Configuration;

namespace Crm.Kernel.Tenants;

/// <summary>
/// The tenant's configuration. Later wins: the host's section <c>OrchardCore</c>, its section <c>OrchardCore:{Tenant}</c>, <c>App_Data/appsettings.json</c>, the tenant's own
/// settings, then <c>OrchardCore</c> and <c>OrchardCore:{Tenant}</c> of environment and command line once more. Modules read <c>GetSection("Crm_Module")</c>.
/// </summary>
public interface IShellConfiguration : IConfiguration;
