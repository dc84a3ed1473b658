using System.Diagnostics;

namespace Crm.Kernel.Data.Stores;

/// <summary>
/// The name a process takes locks by: boot of the machine, space of its process ids, process id, and a part of its own. By it another process of the same machine tells that an
/// owner is dead and need not wait for its lease to run out; of other machines and containers nothing is told.
/// </summary>
public static class LockOwner
{
    private static readonly string s_machine = $"{Environment.MachineName}-{Read("/proc/sys/kernel/random/boot_id")}-{Link("/proc/self/ns/pid")}".Replace('/', '-');

    /// <summary>A new name of this process.</summary>
    public static string New() => $"{s_machine}/{Environment.ProcessId}/{Guid.NewGuid():n}";

    /// <summary>Whether the process of that name has certainly ended.</summary>
    public static bool IsGone(string owner)
    {
        if (owner.Split('/') is not [var machine, var process, _] || machine != s_machine || !int.TryParse(process, out var id))
        {
            return false;
        }

        try
        {
            using var found = Process.GetProcessById(id);
            return found.HasExited;
        }
        catch (ArgumentException)
        {
            return true; // no process has that id
        }
    }

    private static string Read(string file) => File.Exists(file) ? File.ReadAllText(file).Trim() : "";

    private static string Link(string file) => OperatingSystem.IsLinux() ? new FileInfo(file).LinkTarget ?? "" : "";
}
