using System.Diagnostics;
using System.Globalization;

namespace Crm.Bench;

/// <summary>What the machine says of itself and of a process.</summary>
internal static class Machine
{
    /// <summary>Processes that ran or waited to run, on average of the last minute.</summary>
    public static double Load() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>Processor time that a process has used, in milliseconds.</summary>
    public static double CpuMs(int process)
    {
        using var found = Process.GetProcessById(process);
        return found.TotalProcessorTime.TotalMilliseconds;
    }

    /// <summary>Memory that a process holds, in MiB.</summary>
    public static double ResidentMiB(int process)
    {
        using var found = Process.GetProcessById(process);
        return found.WorkingSet64 / 1048576.0;
    }

    /// <summary>The files a process holds open whose path contains the text.</summary>
    public static int OpenFiles(int process, string part)
        => Directory.GetFiles($"/proc/{process}/fd").Count(link => TargetOf(link)?.Contains(part, StringComparison.Ordinal) == true);

    private static string? TargetOf(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (IOException)
        {
            return null; // closed meanwhile
        }
    }
}
