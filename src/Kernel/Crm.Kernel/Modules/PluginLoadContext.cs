using System.Reflection;
using System.Runtime.Loader;

namespace Crm.Kernel.Modules;

/// <summary>A plugin's own libraries, beside the host's copy of everything the host has. Loaded once, for the life of the process.</summary>
internal sealed class PluginLoadContext(string file) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(file))
{
    private readonly AssemblyDependencyResolver _resolver = new(file);

    // What the host has must be the host's: two copies of a contract are two types.
    protected override Assembly? Load(AssemblyName assemblyName)
        => HostHas(assemblyName) || _resolver.ResolveAssemblyToPath(assemblyName) is not { } path ? null : LoadFromAssemblyPath(path);

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
        => _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private static bool HostHas(AssemblyName name)
    {
        try
        {
            return Default.LoadFromAssemblyName(name) is not null;
        }
        catch (FileNotFoundException)
        {
            return false; // the plugin brings it
        }
    }
}
