using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;

namespace Crm.Kernel.Backup;

/// <summary>A folder for half-made things, beside the tenants so that they can be moved into place. What a killed process left is swept by the next one.</summary>
internal sealed class Scratch : IDisposable
{
    private const string LockName = "held";
    private readonly FileStream _held;

    private Scratch(string folder, FileStream held) => (Folder, _held) = (folder, held);

    public string Folder { get; }

    public string File(string name) => Path.Combine(Folder, name);

    public static Scratch Open(HostFolders folders)
    {
        var all = Path.Combine(folders.Data, "scratch");
        Directory.CreateDirectory(all);
        Sweep(all);
        var folder = Path.Combine(all, Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(folder);
        var held = FileLock.TryTake(Path.Combine(folder, LockName)) ?? throw new IOException($"{folder} is held by another process.");
        return new Scratch(folder, held);
    }

    public void Dispose()
    {
        _held.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static void Sweep(string all)
    {
        // A folder without its lock file is one just being made.
        foreach (var folder in Directory.EnumerateDirectories(all).Where(folder => System.IO.File.Exists(Path.Combine(folder, LockName))))
        {
            if (FileLock.TryTake(Path.Combine(folder, LockName)) is { } abandoned)
            {
                abandoned.Dispose();
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
