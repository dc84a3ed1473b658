using Crm.Kernel.Tenants;

namespace Crm.Kernel.Hosting;

/// <summary>Where the host keeps its files.</summary>
/// <param name="Data">The folder <c>App_Data</c>.</param>
/// <param name="Plugins">The folder of foreign modules; it need not exist.</param>
public sealed record HostFolders(string Data, string Plugins)
{
    /// <summary>The tenants' routing part.</summary>
    public string Tenants => Path.Combine(Data, "tenants.json");

    /// <summary>Configuration of all tenants of this host.</summary>
    public string AppSettings => Path.Combine(Data, "appsettings.json");

    /// <summary>The folder of one tenant.</summary>
    public string Site(string tenant) => Path.Combine(Data, "Sites", tenant);

    /// <summary>The folder of one tenant.</summary>
    public string Site(ShellSettings settings) => Site(settings.Name);
}
