using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApplicationParts;

namespace Crm.Kernel.Modules;

/// <summary>The modules an application references: the Razor SDK lists them on its assembly, so nothing is scanned.</summary>
internal static class ReferencedModules
{
    public static IReadOnlyList<Assembly> Of(Assembly application)
        => application.GetCustomAttributes<ApplicationPartAttribute>()
            .Select(part => Assembly.Load(part.AssemblyName))
            .Where(ManifestReader.IsModule)
            .OrderBy(assembly => assembly.GetName().Name, StringComparer.Ordinal)
            .ToList();
}
