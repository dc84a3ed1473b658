namespace Crm.Bench.Hosts;

/// <summary>A folder below <c>bench/work</c> that is gone afterwards.</summary>
internal sealed class WorkFolder : IDisposable
{
    public WorkFolder(string name)
    {
        Path = Kept($"{name}-{Guid.NewGuid():N}"[..(name.Length + 9)]);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    /// <summary>A folder that stays for later runs.</summary>
    public static string Kept(string name) => System.IO.Path.Combine(Directory.GetCurrentDirectory(), "bench", "work", name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(from, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
