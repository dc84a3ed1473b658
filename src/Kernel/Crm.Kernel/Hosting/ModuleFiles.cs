using Crm.Kernel.Modules;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;

namespace Crm.Kernel.Hosting;

/// <summary>Where a module's files for browsers lie.</summary>
/// <param name="Module">Its id.</param>
/// <param name="Files">Holds them.</param>
/// <param name="Folder">Theirs in there; blank when it is the whole.</param>
internal sealed record ModuleFolder(string Module, IFileProvider Files, string Folder);

/// <summary>The <c>wwwroot</c> of the kernel and of each module: of those that are referenced the host's own, a plugin's in its folder.</summary>
internal sealed class ModuleFiles(IExtensionManager extensions, IWebHostEnvironment environment)
{
    /// <summary>One for each module.</summary>
    public IReadOnlyList<ModuleFolder> Folders { get; } = [Referenced("Crm.Kernel", environment), .. extensions.GetExtensions().Select(extension => extension.Folder is null ? Referenced(extension.Id, environment) : Plugin(extension.Id, Path.Combine(extension.Folder, "wwwroot")))];

    private static ModuleFolder Referenced(string module, IWebHostEnvironment environment) => new(module, environment.WebRootFileProvider, module);

    private static ModuleFolder Plugin(string module, string folder) => new(module, Directory.Exists(folder) ? new PhysicalFileProvider(folder) : new NullFileProvider(), "");
}
