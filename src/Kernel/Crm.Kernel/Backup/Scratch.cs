using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;

namespace Crm.Kernel.Backup;

/// <summary>A folder for half-made things, beside the tenants so that they can be moved into place. What a killed process left is swept by the next one.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly FileStream _held;

    private Scratch(string folder, FileStream held) => (Folder, _held) = (folder, held);

    public string Folder { get; }

    public string File(string name) => Path.Combine(Folder, name);

    public static Scratch Open(HostFolders folders)
    {
        var all = Path.Combine(folders.Data, "scratch");
        Directory.CreateDirectory(all);
        foreach (var abandoned in Directory.GetDirectories(all))
        {
            Sweep(abandoned);
        }

        // The lock comes before the folder and goes after it: a folder without one belongs to nobody.
        var folder = Path.Combine(all, Guid.NewGuid().ToString("n"));
        var held = FileLock.TryTake(LockOf(folder)) ?? throw new IOException($"{folder} is held by another process.");
        Directory.CreateDirectory(folder);
        return new Scratch(folder, held);
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        System.IO.File.Delete(LockOf(Folder));
        _held.Dispose();
    }

    private static void Sweep(string folder)
    {
        if (!Directory.Exists(folder) || FileLock.TryTake(LockOf(folder)) is not { } abandoned)
        {
            return;
        }

        using (abandoned)
        {
            Directory.Delete(folder, recursive: true);
            System.IO.File.Delete(LockOf(folder));
        }
    }

    private static string LockOf(string folder) => folder + ".lock";
}
