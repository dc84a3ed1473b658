using Crm.Kernel.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Primitives;

namespace Crm.Kernel.Tenants;

/// <summary>Lays the sources of a tenant's configuration over one another.</summary>
internal sealed class ShellConfiguration(IConfigurationRoot layers) : IShellConfiguration
{
    public static ShellConfiguration Of(ShellSettings settings, IConfiguration host, HostFolders folders)
    {
        var builder = new ConfigurationBuilder();
        AddSections(builder, host, settings.Name);
        builder.AddJsonFile(folders.AppSettings, optional: true, reloadOnChange: false);
        builder.AddInMemoryCollection(settings.Configuration.Where(entry => entry.Value is not null));
        if (host is IConfigurationRoot root)
        {
            var last = root.Providers.Where(provider => provider is EnvironmentVariablesConfigurationProvider or CommandLineConfigurationProvider).ToList();
            AddSections(builder, new ConfigurationRoot(last), settings.Name);
        }

        return new ShellConfiguration((IConfigurationRoot)builder.Build());
    }

    public string? this[string key]
    {
        get => layers[key];
        set => layers[key] = value;
    }

    public IEnumerable<IConfigurationSection> GetChildren() => layers.GetChildren();

    public IChangeToken GetReloadToken() => layers.GetReloadToken();

    public IConfigurationSection GetSection(string key) => layers.GetSection(key);

    private static void AddSections(ConfigurationBuilder builder, IConfiguration from, string tenant)
    {
        foreach (var section in (string[])["OrchardCore", $"OrchardCore:{tenant}"])
        {
            builder.AddInMemoryCollection(from.GetSection(section).AsEnumerable(makePathsRelative: true).Where(entry => entry.Value is not null));
        }
    }
}
