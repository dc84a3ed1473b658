using System.Reflection;

namespace Crm.Kernel.Modules;

/// <summary>One folder below <c>plugins/</c>: <c>Acme.Letters/Acme.Letters.dll</c> with what it needs beside it.</summary>
internal sealed record PluginFolder(string Path)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public static IReadOnlyList<PluginFolder> List(string plugins)
        => Directory.Exists(plugins)
            ? Directory.GetDirectories(plugins).Order(StringComparer.Ordinal).Select(path => new PluginFolder(System.IO.Path.GetFullPath(path))).ToList()
            : [];

    /// <summary>Loads it into a context of its own.</summary>
    /// <exception cref="ExtensionException">It has no assembly of its folder's name, or was made for another kernel.</exception>
    public Assembly Load()
    {
        var file = System.IO.Path.Combine(Path, Name + ".dll");
        if (!File.Exists(file))
        {
            throw new ExtensionException($"The plugin folder {Name} holds no {Name}.dll.");
        }

        var assembly = new PluginLoadContext(file).LoadFromAssemblyPath(file);
        var madeFor = KernelVersionOf(assembly);
        if (madeFor != ManifestReader.KernelMajor)
        {
            throw new ExtensionException($"The plugin {Name} was made for kernel version {madeFor}; this host has version {ManifestReader.KernelMajor}.");
        }

        return assembly;
    }

    // Read from the metadata alone: an attribute of another kernel might not even load.
    private static int KernelVersionOf(Assembly assembly)
    {
        var said = assembly.GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType.FullName is "Crm.Kernel.Modules.Manifest.ModuleAttribute" or "Crm.Kernel.Modules.Manifest.ThemeAttribute")
            .SelectMany(attribute => attribute.NamedArguments)
            .Where(argument => argument.MemberName == "KernelVersion")
            .Select(argument => (int)argument.TypedValue.Value!)
            .FirstOrDefault();
        return said != 0 ? said : assembly.GetReferencedAssemblies().FirstOrDefault(name => name.Name == "Crm.Kernel")?.Version?.Major ?? ManifestReader.KernelMajor;
    }
}
