using Microsoft.Extensions.Configuration;

namespace Crm.Kernel.Tenants;

/// <summary>Tenants named in the host's configuration (<c>OrchardCore:{Name}:State</c>), and the one named Default, which always exists.</summary>
internal sealed class PreconfiguredTenants(IConfiguration configuration)
{
    public IReadOnlyList<ShellSettings> Complete(IReadOnlyList<ShellSettings> stored)
    {
        var named = configuration.GetSection("OrchardCore").GetChildren().Where(section => section["State"] is not null)
            .Select(section => new ShellSettings
            {
                Name = section.Key,
                RequestUrlHost = section["RequestUrlHost"] ?? "",
                RequestUrlPrefix = section["RequestUrlPrefix"] ?? "",
            });
        return stored.Concat(named).Append(new ShellSettings { Name = ShellSettings.DefaultShellName })
            .DistinctBy(settings => settings.Name, StringComparer.OrdinalIgnoreCase).ToList();
    }
}
