namespace Crm.Testing;

/// <summary>A plugins folder with built modules of the repository in it, deleted afterwards.</summary>
public sealed class PluginsFolder : IDisposable
{
    /// <summary>The sample that the guides show.</summary>
    public const string Hello = "samples/HelloModule";
    /// <summary>A module made for the tests.</summary>
    public const string Probe = "tests/Plugins/ProbeModule";
    /// <summary>A module with panels on contacts.</summary>
    public const string Panels = "tests/Plugins/PanelModule";
    /// <summary>A module with a channel of messages.</summary>
    public const string Post = "tests/Plugins/PostModule";
    /// <summary>A module made for a later kernel.</summary>
    public const string Future = "tests/Plugins/FutureModule";

    /// <summary>A folder with these projects, as they were built.</summary>
    public PluginsFolder(params string[] projects)
    {
        foreach (var project in projects)
        {
            Add(project);
        }
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("crm-plugins-").FullName;

    /// <summary>Lays one more project into it.</summary>
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

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
