using Crm.Testing;

namespace Crm.Kernel.Tests.Tenants;

/// <summary>A plugins folder with built modules of the repository in it, deleted afterwards.</summary>
internal sealed class PluginsFolder : IDisposable
{
    public const string Hello = "samples/HelloModule";
    public const string Probe = "tests/Plugins/ProbeModule";
    public const string Future = "tests/Plugins/FutureModule";

    public PluginsFolder(params string[] projects)
    {
        foreach (var project in projects)
        {
            Add(project);
        }
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("crm-plugins-").FullName;

    public void Add(string project)
    {
        var source = TestHost.OutputOf(project);
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(Path, System.IO.Path.GetFileName(project), System.IO.Path.GetRelativePath(source, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
